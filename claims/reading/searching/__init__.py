"""Search: what somebody types, and the claims that fit."""
