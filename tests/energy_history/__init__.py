"""Tests of what meters keep, from the question to the statistics."""
