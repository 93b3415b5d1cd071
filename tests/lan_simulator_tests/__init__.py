"""Tests of the simulated devices in their own network."""
