"""Anonymous sourcing: who is left unnamed, by whom, how often and why."""
