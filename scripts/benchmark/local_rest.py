"""A start without internet, meters that are asked, and devices that are quiet."""

import asyncio
from collections.abc import Iterable
import time
from typing import Final

from homeassistant.const import STATE_OFF, STATE_ON

from .lifecycle import idle
from .local_bare import BareRequests
from .local_home import PATIENCE, LocalHome, hearing_instead

# Of a request: the connection, question, answer and their acknowledgements.
PACKETS_OF_A_REQUEST: Final = 10
# Until the questions of a start are over, Home Assistant's own among them.
SETTLING_SECONDS: Final = 65


async def start(home: LocalHome, devices: int) -> float:
    """Return the seconds until all relays have states, and one was switched."""
    switches = home.switches()
    if len(switches) != devices:
        raise RuntimeError(f"{len(switches)} of {devices} relays are there")
    async with asyncio.timeout(PATIENCE):
        while not _have_states(home, switches):  # noqa: ASYNC110 - many at once
            await asyncio.sleep(0.02)
    await home.switch(STATE_ON, next(iter(switches)))
    return (time.monotonic_ns() - home.heard_at) / 1e9


def _have_states(home: LocalHome, entity_ids: Iterable[str]) -> bool:
    states = map(home.hass.states.get, entity_ids)
    return all(it is not None and it.state in (STATE_ON, STATE_OFF) for it in states)


async def meters(home: LocalHome, seconds: float) -> dict[str, float]:
    """Return what it takes to ask meters for their figures."""
    await asyncio.sleep(10)
    told = await home.updates()
    await home.lan.do("clear")
    share = await idle(seconds)
    asked = len(await home.lan.requests())
    rate = asked / (seconds + 1)
    by_cloud = await home.updates() - told
    return {
        "local_meters_cpu": share,
        "local_meters_floor": await _asked_barely(home, seconds, rate),
        "local_meters_rate": rate,
        "local_meters_cloud": by_cloud,
    }


async def _asked_barely(home: LocalHome, seconds: float, rate: float) -> float:
    """Return what bare requests take at the same rate, when ours asks nobody."""
    for peer in home.network.lan.peers:
        home.network.lan.polling.unwatch(peer.id)
    with hearing_instead(home, None):
        async with BareRequests(home).sending(rate):
            return await idle(seconds)


async def quiet(home: LocalHome, seconds: float) -> dict[str, float]:
    """Return how many packets a second it takes to know that devices are there."""
    await asyncio.sleep(SETTLING_SECONDS)
    packets = home.lan.packets.received
    await home.lan.do("clear")
    packets.clear()
    share = await idle(seconds)
    asked = len(await home.lan.requests()) * PACKETS_OF_A_REQUEST
    questions = len(await home.lan.read("questions"))
    number = len(packets) + questions + asked
    return {"local_quiet": number / (seconds + 1), "local_quiet_cpu": share}
