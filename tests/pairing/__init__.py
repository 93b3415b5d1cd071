"""Tests of the pairing library, without Home Assistant."""
