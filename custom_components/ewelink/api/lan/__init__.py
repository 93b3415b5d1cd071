"""Devices in the local network: what they announce, and what they are sent."""
