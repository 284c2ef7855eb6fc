"""The rules of entry, each in one place: what a draft may hold, and which values are stored."""
