"""Formats in and out. Whatever comes in goes through `entry`, so every rule holds for it too."""
