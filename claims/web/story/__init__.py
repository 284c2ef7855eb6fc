"""Stories: the list, a report as a page, its files, the claims that wait, and drafts and copies held against it."""
