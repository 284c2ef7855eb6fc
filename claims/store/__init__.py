"""Tables, the unit of work, migrations, the ledger, the search index and the evidence files."""
