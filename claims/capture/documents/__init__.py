"""Documents that hold an article: web pages, Word documents, Markdown and plain text, as paragraphs.

A document is read from its bytes alone: no other file is opened, and no address is fetched.
"""
