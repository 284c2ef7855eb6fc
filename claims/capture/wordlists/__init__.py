"""Words of English news prose that say who said something."""
