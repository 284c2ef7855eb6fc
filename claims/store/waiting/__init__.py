"""Telling and hearing of new events."""
