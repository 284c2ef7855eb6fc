"""Entering a table's records in bulk: the same as logging them one by one, for thousands in one transaction.

The rules are those of `claims.entry.log` and `claims.entry.shared`: an outlet is found by name, alias or an address's
host, an article by its address, a named source by name, an unnamed source only within its article. Stored records are
looked up for a whole batch at once, and remembered until somebody else writes.

Records from a table have uids made of the table's name and a key, so that the same row is recognised again. The key is
the key column's value, or else what identifies the record, or else the row's content. If a row with a key has changed,
its correction is proposed to a person, and nothing is written.
"""
