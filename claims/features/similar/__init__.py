"""Claims that read alike or contradict each other, as proposals."""
