"""The registers: articles and outlets, and records that are two of one."""
