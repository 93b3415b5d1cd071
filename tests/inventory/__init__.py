"""Tests of the account's devices."""
