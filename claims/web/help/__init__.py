"""Help pages: keys, sealing, and the commands that the desk leaves to the command line."""
