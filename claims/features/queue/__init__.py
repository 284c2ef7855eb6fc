"""The queue: which claims wait for somebody, why, and who is on them."""
