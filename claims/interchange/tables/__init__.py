"""Tables: CSV, TSV and workbooks, read in and written."""
