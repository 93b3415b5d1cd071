"""Devices in pairing mode: their hotspots, and how they join a Wi-Fi afterwards."""

from .firmware import Firmware, Reply
from .profiles import PROFILES, Page, Profile, Reset
from .server import HotspotServer, Led, Request

__all__ = [
    "PROFILES",
    "Firmware",
    "HotspotServer",
    "Led",
    "Page",
    "Profile",
    "Reply",
    "Request",
    "Reset",
]
