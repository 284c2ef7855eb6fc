"""What is shown on a terminal and typed there: harmless, wrapped, in columns."""
