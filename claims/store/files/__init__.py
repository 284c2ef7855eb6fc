"""Files: copies of evidence, backups, and writing whole or not at all."""
