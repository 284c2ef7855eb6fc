"""Hiding rows from readers."""
