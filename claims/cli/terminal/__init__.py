"""Output for a terminal and lines typed there: harmless, wrapped, in columns."""
