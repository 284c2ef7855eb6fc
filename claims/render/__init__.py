"""Parts of documents and the formats that show them; phrases and drawings.  Values in, values out."""
