"""The route to a device in quick mode: it is called into the home's Wi-Fi."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from .. import hotspot
from ..addresses import Address
from ..errors import PairingError, Reason
from ..route import ReachedDevice, Report
from ..stages import Stage
from ..wifi import HomeWifi
from .sender import TouchTiming, send

# Stands for an access point whose address is not known.
UNKNOWN_BSSID: Final = bytes(6)


def parse_bssid(text: str) -> bytes | None:
    """Return the six bytes of an access point, none where the text is no address."""
    if not text:
        return UNKNOWN_BSSID
    try:
        found = bytes.fromhex(text.replace(":", "").replace("-", ""))
    except ValueError:
        return None
    return found if len(found) == len(UNKNOWN_BSSID) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchRoute:
    """The device joins the home's Wi-Fi by what it hears, and then answers there.

    `bssid` is the access point's, or UNKNOWN_BSSID.
    """

    wifi: HomeWifi = field(repr=False)
    bssid: bytes = field(repr=False)
    local_address: str
    timing: TouchTiming = field(default_factory=TouchTiming)
    keeps_internet: bool = True
    seconds: float = 240.0

    @asynccontextmanager
    async def open(self, report: Report) -> AsyncGenerator[ReachedDevice]:
        """Send until a device answers with its address. Raises PairingError."""
        report(Stage.JOINING)
        answer = await send(
            self.wifi,
            bssid=self.bssid,
            local_address=self.local_address,
            timing=self.timing,
        )
        address = Address.parse(f"{answer.address}:{hotspot.PORT}")
        if address is None:
            raise PairingError(Reason.NOT_FOUND)
        yield ReachedDevice(addresses=(address,))
