"""Tests of the wizard that pairs a new device."""
