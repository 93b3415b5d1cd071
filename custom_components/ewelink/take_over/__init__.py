"""Going on with what SonoffLAN has set up, and the way back."""
