"""The comparisons of `db check`."""
