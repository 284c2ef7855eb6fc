"""A claim: its chain, its sources, and all of it in words and as JSON."""
