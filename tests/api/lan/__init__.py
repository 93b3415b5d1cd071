"""Tests of the local network."""
