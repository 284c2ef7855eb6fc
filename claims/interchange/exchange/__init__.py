"""The exchange form, in which one database takes in the rows of another (docs/exchange.md)."""
