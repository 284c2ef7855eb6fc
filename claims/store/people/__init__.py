"""The people who use the database: who acts, and what each may see."""
