"""The wizard that pairs a new device, step by step."""
