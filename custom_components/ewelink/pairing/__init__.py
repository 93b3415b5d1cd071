"""How a new device is given the home Wi-Fi: its hotspot, and the ways to reach it."""
