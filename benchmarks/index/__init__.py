"""Speed, memory and recall of every index on claims of generated articles."""
