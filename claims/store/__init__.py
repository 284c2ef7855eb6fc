"""Tables, the unit of work, migrations, the ledger, the index of words and the files of evidence."""
