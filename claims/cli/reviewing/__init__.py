"""Reviewing: the queue, inquiries, verdicts, corrections, relations and duplicates."""
