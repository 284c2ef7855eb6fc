"""Fetching a single address, when a person asks for it."""
