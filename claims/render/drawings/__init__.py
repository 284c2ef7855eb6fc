"""Drawings inside a page (SVG): a claim's chain, and a story's timeline."""
