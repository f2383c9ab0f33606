"""From a document to its claims: blocks, sentences, filters, clauses, facts, gists. ``extract`` is the way in."""
