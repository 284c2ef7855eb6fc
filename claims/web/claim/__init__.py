"""A claim, and everything that is done with it."""
