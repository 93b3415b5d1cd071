"""Tests of what the user sees of the local network."""
