"""Names, addresses, dates, tokens and likeness: what is read off texts.  Values in, values out."""
