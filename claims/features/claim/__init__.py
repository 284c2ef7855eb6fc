"""A claim: its chain, who stands behind it, and the whole of it in words and as JSON."""
