"""Files: copies of evidence, backups, and writing whole files or nothing."""
