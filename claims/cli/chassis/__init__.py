"""What every command has: options, settings, the database, an answer."""
