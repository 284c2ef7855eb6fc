"""Accounts: who may use the desk, in which role, and how each of them comes in."""
