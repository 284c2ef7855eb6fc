"""The only code that writes: each function takes a session, adds rows and flushes, but never commits."""
