"""Versions of a text: where an excerpt stands now, which sentences went and came, and which texts are reprints."""
