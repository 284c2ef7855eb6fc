"""What a page states about itself: title, bylines, day, and walls in front of its article."""
