"""The registers: outlets, reporters, sources, articles and stories, their history, and names that look alike."""
