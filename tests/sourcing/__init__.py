"""The pure count of origins."""
