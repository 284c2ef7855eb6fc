"""Finding what an entry names, or making it: outlets, people, sources, articles.  The one place for every door.

A name finds a record when it is the same but for case, accents and punctuation, by slug, alias or host.  Names
that are only alike never join by themselves: the new record is made, with a notice that says how to merge.  What was
looked up is remembered for the batch, and one entry is a batch of one.
"""
