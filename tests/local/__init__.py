"""Tests of devices that are reached in their own network, in a real Home Assistant."""
