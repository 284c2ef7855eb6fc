"""Stories: the list, a report as a page, its files, what is open, and drafts and copies held against it."""
