"""What follows from the figures of one claim: sums, changes, shares, what is left. Used by the kind ``sum``."""
