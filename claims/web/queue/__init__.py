"""The queue, which is the first page."""
