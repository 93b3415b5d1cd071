"""Joining a hotspot by the host's NetworkManager (pairing.md, section 6)."""

from .interfaces import Before, Lease, WifiInterface
from .manager import NetworkManager
from .timing import Timing

__all__ = ["Before", "Lease", "NetworkManager", "Timing", "WifiInterface"]
