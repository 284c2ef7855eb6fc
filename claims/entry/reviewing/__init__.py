"""Reviewing: verdicts, judgements on records, relations of claims, and assignments."""
