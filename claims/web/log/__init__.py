"""Logging: a claim with its first appearance, another appearance, and corrections of one."""
