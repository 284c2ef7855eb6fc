"""What lets people and programs in: tokens."""
