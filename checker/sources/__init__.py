"""A path, folder, URL or standard input -> ``Document``s: one reader per format, chosen in one place."""
