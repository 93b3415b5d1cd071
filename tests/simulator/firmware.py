"""Firmware that the cloud offers.

A device has news while its `newest_firmware` is not what it runs. `upgrade_fate` tells
what becomes of it when it is told to load that, `upgrade_seconds` how long it is away.
An APPID of the OAuth kind is answered 407 (`http_api/oauth.py`).
"""

import hashlib
from typing import Final

from .model import SimDevice
from .wire import Json

BINARIES: Final = ("user1.bin", "user2.bin")


def offer(device: SimDevice, model: str) -> Json:
    """Return version and files, of which a device must be told no other."""
    return {
        "version": device.newest_firmware,
        "binList": [
            {
                "name": name,
                "downloadUrl": f"https://firmware.invalid/{model}/{name}",
                "digest": hashlib.sha256(name.encode()).hexdigest(),
            }
            for name in BINARIES
        ],
    }
