"""The exchange form: how one database takes in another's rows (docs/exchange.md)."""
