"""Tests of what the user tells of radio bridges in the options."""
