"""Formats in and out; what comes in goes through `entry`, so every rule holds for it too."""
