"""The rules of the field: sourcing, windows in time, the ladder of verdicts, urgency, track records."""
