"""From neighbours to pairs worth looking at, and to clusters of claims about one thing."""
