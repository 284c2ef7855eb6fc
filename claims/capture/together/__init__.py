"""What captured articles have from one another: reprints, relays, and the same claim in several; a person decides."""
