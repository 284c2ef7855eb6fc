"""Addresses: the page that an address means, what tracks its readers, and the ways to write one post."""

from claims.text.addresses.kept import kept_address
from claims.text.addresses.pages import is_message, page_of
from claims.text.addresses.posts import main_host, post_key
from claims.text.addresses.trackers import without_trackers

__all__ = ["is_message", "kept_address", "main_host", "page_of", "post_key", "without_trackers"]
