"""What a device is: its type, its features, and how they read and write params."""
