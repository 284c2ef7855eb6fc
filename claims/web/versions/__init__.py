"""The kept copies of an article, and what changed between two of them."""
