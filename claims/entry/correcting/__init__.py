"""Corrections: retractions and changes by an outlet, our own wrong entries, and redactions."""
