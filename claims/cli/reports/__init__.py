"""The reports, and the check of a copy."""
