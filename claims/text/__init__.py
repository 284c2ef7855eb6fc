"""Names, addresses, dates, tokens and likeness of texts.  Values in, values out."""
