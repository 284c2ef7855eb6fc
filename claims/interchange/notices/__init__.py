"""Notices of changes, sent through Apprise to mail, chats and webhooks."""
