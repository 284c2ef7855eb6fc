"""Who says what in a sentence, and the words that show it."""
