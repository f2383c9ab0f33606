"""entailment."""
