"""Reading articles: capture, the kept text beside its proposals, decisions, and the bookmarklet."""
