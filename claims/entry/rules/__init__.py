"""The rules of entry, one place each: what a draft may hold, and what is stored of it, whichever door it comes by."""
