"""Reach: what a correction reached, downstream of it and in our own verdicts."""
