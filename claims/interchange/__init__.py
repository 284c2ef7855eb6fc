"""Formats in and out; what comes in goes through the actions, so every rule holds for it too."""
