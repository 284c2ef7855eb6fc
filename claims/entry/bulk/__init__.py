"""Entering many records at once, from a table: what logging does for one, for thousands in one transaction.

The rules are those of `claims.entry.log` and `claims.entry.shared`: an outlet is found by name, alias or the
host of an address, an article by its address, a named source by name, an unnamed one only in its own article.  What
is there is looked up for a batch at a time and remembered until somebody else writes.

What a table enters has uids made of the table's name and a key, so that the same row is known again: the key column's
value where there is one, else what identifies the record, else the content of the row.  A row with a key that reads
otherwise than before is a correction that somebody has to make: it is proposed, and nothing is written.
"""
