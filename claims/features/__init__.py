"""What people ask of the records: a folder each, with its reads, its words and its JSON."""
