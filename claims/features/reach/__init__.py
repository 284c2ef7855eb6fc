"""Reach: what a correction affects, downstream of it and in our own verdicts."""
