"""Confidential material: off the record, sealed, redacted."""
