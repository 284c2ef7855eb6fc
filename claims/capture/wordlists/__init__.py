"""The words by which English news prose tells who said what."""
