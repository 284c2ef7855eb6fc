"""The tests; they mirror the package and run on both databases."""
