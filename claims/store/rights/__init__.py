"""What each role may do with the tables of a database on a server, and what a refusal by the server means."""
