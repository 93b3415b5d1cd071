"""Tests of joining a hotspot by NetworkManager."""
