"""Measurements against named peers in the same run; run them with `make bench`."""
