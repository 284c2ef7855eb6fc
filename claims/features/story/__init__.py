"""The sourcing report of a story, for the desk, a lawyer or the public."""
