"""Addresses: the page that an address means, what tracks its readers, and the ways to write one post."""

from claims.text.addresses.kept import with_kept
from claims.text.addresses.pages import is_message, page_of
from claims.text.addresses.posts import main_host, post_key
from claims.text.addresses.trackers import without_trackers

__all__ = ["is_message", "main_host", "page_of", "post_key", "with_kept", "without_trackers"]
