"""What feed readers and calendars subscribe to: the queue, the corrections, the deadlines."""
