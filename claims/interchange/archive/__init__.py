"""A story as an archive: a BagIt bag (RFC 8493) that can be read and checked without this program's database."""
