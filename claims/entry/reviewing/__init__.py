"""Reviewing: verdicts, judgements about records, relations of claims, and who is on them."""
