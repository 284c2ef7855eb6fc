"""The commands of the registers: outlets, reporters, sources, articles and stories, one file each."""
