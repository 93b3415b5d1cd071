"""A NetworkManager of ours on a real bus, written from its D-Bus API.

It imports nothing of the integration: a mistake made on both sides would be invisible.
"""

from .model import Joining, Returning
from .private_bus import PrivateBus
from .running import running_bus, running_host
from .service import FakeNetworkManager

__all__ = [
    "FakeNetworkManager",
    "Joining",
    "PrivateBus",
    "Returning",
    "running_bus",
    "running_host",
]
