"""Inquiries: whom we asked, and what came back."""
