"""Records read from files and written to files: `claims import` and `claims export`."""
