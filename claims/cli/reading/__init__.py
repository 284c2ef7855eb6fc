"""Reading: `claims list`, `show`, `history` and `search`."""
