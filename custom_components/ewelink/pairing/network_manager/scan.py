"""What an interface hears."""

import asyncio
from contextlib import suppress
import time
from typing import Any, Final

from ..wifi import AccessPoint
from .dbus_types import CallError
from .network import Network
from .timing import NetworkTiming

_NEVER: Final = -1


async def listen_anew(network: Network, device: str, timing: NetworkTiming) -> bool:
    """Return whether the interface listened anew; for a while it may not."""
    before = await _last_scan(network, device)
    with suppress(TimeoutError):
        async with asyncio.timeout(timing.scan):
            await _until_listened(network, device, before, timing)
            return True
    return False


async def heard(network: Network, device: str) -> tuple[AccessPoint, ...]:
    """Return the strongest of each network and band, the strongest first."""
    strongest: dict[tuple[str, bool], AccessPoint] = {}
    for point, _ in await _points(network, device):
        key = point.ssid, point.is_2_4_ghz
        if key not in strongest or strongest[key].strength < point.strength:
            strongest[key] = point
    return tuple(sorted(strongest.values(), key=lambda it: -it.strength))


async def is_gone(
    network: Network, device: str, ssid: str, timing: NetworkTiming
) -> bool:
    """Return whether a network is heard no more.

    It is listed for some scans more, with the time at which it was heard last.
    """
    since = int(time.clock_gettime(time.CLOCK_BOOTTIME))
    if not await listen_anew(network, device, timing):
        return False
    for point, last_seen in await _points(network, device):
        if point.ssid == ssid and (last_seen == _NEVER or last_seen >= since):
            return False
    return True


async def name_of(network: Network, access_point: str) -> str | None:
    """Return the name of a network that can be written."""
    if (known := await network.access_point(access_point)) is None:
        return None
    return _ssid(known.get("Ssid", b""))


async def _until_listened(
    network: Network, device: str, before: int | None, timing: NetworkTiming
) -> None:
    loop = asyncio.get_running_loop()
    ask_at = loop.time()
    while await _last_scan(network, device) == before:
        if loop.time() >= ask_at:
            ask_at = await _ask_to_scan(network, device, timing)
        await asyncio.sleep(timing.poll)


async def _ask_to_scan(network: Network, device: str, timing: NetworkTiming) -> float:
    """Ask for a scan, and return when to ask again: never, if it is granted."""
    try:
        await network.request_scan(device)
    except CallError:
        # Soon after another scan, and while a network is joined, none is allowed.
        return asyncio.get_running_loop().time() + timing.ask_again_to_scan
    return float("inf")


async def _last_scan(network: Network, device: str) -> int | None:
    last: int | None = (await network.wireless(device)).get("LastScan")
    return last


async def _points(network: Network, device: str) -> list[tuple[AccessPoint, int]]:
    """Return what is listed, each with the second at which it was heard last."""
    points: list[tuple[AccessPoint, int]] = []
    for path in await network.access_points(device):
        known = await network.access_point(path) or {}
        if (ssid := _ssid(known.get("Ssid", b""))) is not None:
            point = AccessPoint(
                ssid=ssid,
                strength=int(known.get("Strength", 0)),
                frequency=int(known.get("Frequency", 0)),
            )
            points.append((point, int(known.get("LastSeen", _NEVER))))
    return points


def _ssid(raw: Any) -> str | None:
    """Return a name, or none where it is hidden or no text."""
    try:
        return bytes(raw).decode() or None
    except UnicodeDecodeError:
        return None
