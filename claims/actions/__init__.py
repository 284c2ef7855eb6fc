"""What people do, one verb a module: each takes a session, adds rows and flushes, and never commits."""
