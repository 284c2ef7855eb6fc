"""Tests of what is told to people and programs."""
