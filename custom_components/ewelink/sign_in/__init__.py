"""The steps of signing in: with a password, or on the vendor's page."""
