"""A report as it leaves the desk: read, written to a file, and checked later."""
