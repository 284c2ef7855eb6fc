"""The index of words by which claims are ranked."""
