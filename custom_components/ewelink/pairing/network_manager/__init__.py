"""Joining a hotspot by the host's NetworkManager (pairing.md, section 6)."""

from .manager import NetworkManager
from .models import Before, Lease, WifiInterface
from .timing import NetworkTiming

__all__ = ["Before", "Lease", "NetworkManager", "NetworkTiming", "WifiInterface"]
