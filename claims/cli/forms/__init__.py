"""The options that commands share, in sections, and the drafts that are made of them."""
