"""Anonymous sourcing: who is unnamed, in which outlets, how often, and why."""
