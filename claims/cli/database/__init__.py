"""Looking after the database: `claims db` and `claims redact`."""
