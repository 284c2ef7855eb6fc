"""What is confidential: known off the record, sealed, redacted."""
