"""Tests of what devices are and how they read and write params."""
