"""Tests of what the user chooses about the local network."""
