"""Joining a hotspot by the host's own means (docs/protocol.md, "NetworkManager")."""

from .manager import NetworkManager
from .models import Before, Lease, WifiInterface
from .timing import NetworkTiming

__all__ = ["Before", "Lease", "NetworkManager", "NetworkTiming", "WifiInterface"]
