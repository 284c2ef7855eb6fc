"""Pasting a table: its columns, what importing it would do, and the import."""
