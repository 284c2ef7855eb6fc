"""Records that look alike: a queue of pairs to be merged or told apart."""
