"""`claims desk`: the same work in a browser."""
