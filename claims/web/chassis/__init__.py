"""What all pages have in common: sessions, safety, the frame of a page, forms, and problems."""
