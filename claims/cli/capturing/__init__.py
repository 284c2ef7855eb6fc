"""`claims capture`: from a document to its claims."""
