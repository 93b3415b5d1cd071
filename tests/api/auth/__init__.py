"""Tests of signing in and of tokens."""
