"""The one way to write: each verb takes a session, adds rows and flushes, and never commits."""
