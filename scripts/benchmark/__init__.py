"""Measures the integration in a real Home Assistant, beside the floor."""
