"""The registers: outlets, reporters, sources, articles and stories, as lists and singly."""
