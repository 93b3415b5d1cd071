"""A simulated cloud and a real Home Assistant, started as processes of their own."""
