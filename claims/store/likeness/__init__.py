"""The index of the words that claims are ranked by."""
