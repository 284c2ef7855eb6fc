"""Settings: the database, the newsroom's clock, its policies, and checks."""
