"""Hosts of our own in network namespaces, with a device at the address it really has.

`host.py` runs in a namespace of its own, and starts each `far_host.py` in another one;
so do `local_host.py` and `local_devices.py`, with the devices of a home's network.
"""
