"""Finding or adding the records that an entry names: outlets, people, sources, articles. No other code does this.

A name finds a record if it is the same except for case, accents and punctuation, or by slug, alias or host. Names that
are merely similar are never merged: the new record is added, with a notice that says how to merge it. Looked-up records
are remembered for the batch, and a single entry is a batch of one.
"""
