"""Drift: where the wording of a claim hardens from one article to the next."""
