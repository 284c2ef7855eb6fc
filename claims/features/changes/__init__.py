"""New entries about claims: followed in the terminal, and sent as notices."""
