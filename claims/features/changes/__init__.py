"""What was entered since a moment: followed in the terminal, and sent as a notice."""
