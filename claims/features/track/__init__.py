"""Track records of outlets, reporters and sources."""
