"""Frozen values that travel between the stages. Standard library and numpy only."""
