"""Who may use the database: `claims user`."""
