"""Granting roles in a PostgreSQL database: groups, guards, and which login has which role."""
