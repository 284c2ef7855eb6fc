"""The options that commands share, in sections, and the drafts made from them."""
