"""Search: words and the fields that narrow them."""
