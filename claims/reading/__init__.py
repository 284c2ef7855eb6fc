"""Shared reads: frozen values out of the database, each with a fixed number of statements."""
