"""The account's devices: the list read, who owns what, the registry, the listeners."""
