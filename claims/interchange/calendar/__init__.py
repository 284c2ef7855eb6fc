"""Deadlines as a calendar: the days of open claims, and the replies that are awaited."""
