"""What builds, checks and shows the integration."""
