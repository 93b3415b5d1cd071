"""What the user tells of radio bridges in the options."""
