"""What the user chooses about the local network in the options."""
