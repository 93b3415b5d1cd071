"""Joining a hotspot by the host's own means (docs/protocol.md, "NetworkManager")."""

from .interfaces import Before, Lease, WifiInterface
from .manager import NetworkManager
from .timing import Timing

__all__ = ["Before", "Lease", "NetworkManager", "Timing", "WifiInterface"]
