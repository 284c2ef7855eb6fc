"""Records out of files and into files: `claims import` and `claims export`."""
