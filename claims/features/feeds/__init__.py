"""What programs fetch again and again: whether anything has changed, and the newest corrections."""
