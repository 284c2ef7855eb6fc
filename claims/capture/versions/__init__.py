"""Later versions of an article, and the same text in other outlets."""
