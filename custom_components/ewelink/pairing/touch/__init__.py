"""ESP-TOUCH: the home Wi-Fi told to a device by the lengths of datagrams."""
