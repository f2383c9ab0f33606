"""Articles full of what harms whoever opens a report carelessly."""
