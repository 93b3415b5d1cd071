"""What a person sees: the real frontend in a real browser."""
