"""Correcting: what an outlet retracted or changed, what we entered wrongly, and what is redacted."""
