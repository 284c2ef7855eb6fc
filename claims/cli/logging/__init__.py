"""Logging: `claims log`, `appear` and `reprint`."""
