"""Tests of the eWeLink integration."""
