"""Inquiries: whom we asked, and the replies."""
