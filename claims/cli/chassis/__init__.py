"""What every command has: its options, the settings and the database, its answer."""
