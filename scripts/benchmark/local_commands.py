"""Commands to local devices, beside bare requests to the same ones."""

import asyncio
from statistics import median
import time
from typing import Final

from homeassistant.const import STATE_OFF, STATE_ON

from .local_bare import BareRequests
from .local_home import LocalHome

TOGETHER: Final = 50
# More than a device wants between two requests.
PAUSE: Final = 0.3
_MS: Final = 1e6
_SLOW: Final = 1.1


async def commands(home: LocalHome, rounds: int) -> dict[str, float]:
    """Return how long commands and bare requests take, in milliseconds."""
    switches = list(home.switches().items())
    bare = BareRequests(home)
    told = await home.updates()
    ours, floor, together, bare_together = [], [], [], []
    for number in range(rounds):
        on = (STATE_ON, STATE_OFF)[number % 2]
        ours += [await _one(home, it, on) for it in switches[:TOGETHER]]
        floor += [await _bare_one(home, bare, it, on) for _, it in switches[TOGETHER:]]
        await asyncio.sleep(PAUSE)
        opposite = (STATE_OFF, STATE_ON)[number % 2]
        together.append(await _together(home, switches[:TOGETHER], opposite))
        await asyncio.sleep(PAUSE)
        bare_together.append(await _bare_together(home, bare, switches, opposite))
        await asyncio.sleep(PAUSE)
    if (by_cloud := await home.updates() - told) > 0:
        raise RuntimeError(f"{by_cloud} commands went by the cloud")
    there, back = (median(it) for it in zip(*ours, strict=True))
    bare_there, bare_back = (median(it) for it in zip(*floor, strict=True))
    return {
        "local_there": there,
        "local_there_floor": bare_there,
        "local_there_more": there - bare_there,
        "local_back": back,
        "local_back_floor": bare_back,
        "local_back_more": back - bare_back,
        "local_together": median(together),
        "local_together_floor": median(bare_together),
        "local_together_count": TOGETHER,
    }


async def _reached(home: LocalHome, number: int, since: int) -> list[int]:
    """Return when requests came that a device obeyed, in nanoseconds."""
    found = [it for it in await home.lan.requests(path="switch") if it["error"] == 0]
    at = [round(it["at"] * 1e9) for it in found]
    at = sorted(it for it in at if it >= since)
    if len(at) != number:
        raise RuntimeError(f"{number} requests, {len(at)} came")
    return at


async def _one(home: LocalHome, it: tuple[str, str], on: str) -> tuple[float, float]:
    await home.lan.do("clear")
    started = time.monotonic_ns()
    await home.switch(on, it[0])
    ended = time.monotonic_ns()
    [at] = await _reached(home, 1, started)
    return (at - started) / _MS, (ended - at) / _MS


async def _bare_one(
    home: LocalHome, bare: BareRequests, device_id: str, on: str
) -> tuple[float, float]:
    url, body = bare.prepared(device_id, "switch", on)
    await home.lan.do("clear")
    started = time.monotonic_ns()
    await bare.send(url, body)
    ended = time.monotonic_ns()
    [at] = await _reached(home, 1, started)
    return (at - started) / _MS, (ended - at) / _MS


async def _together(home: LocalHome, switches: list[tuple[str, str]], on: str) -> float:
    await home.lan.do("clear")
    started = time.monotonic_ns()
    await home.switch(on, *(entity_id for entity_id, _ in switches))
    return ((await _reached(home, len(switches), started))[-1] - started) / _MS


async def _bare_together(
    home: LocalHome, bare: BareRequests, switches: list[tuple[str, str]], on: str
) -> float:
    chosen = [bare.prepared(it, "switch", on) for _, it in switches[:TOGETHER]]
    await home.lan.do("clear")
    started = time.monotonic_ns()
    await asyncio.gather(*(bare.send(*it) for it in chosen))
    return ((await _reached(home, TOGETHER, started))[-1] - started) / _MS


async def _timed(home: LocalHome, entity_id: str) -> float:
    """Return the seconds that it takes to toggle a relay."""
    state = home.hass.states.get(entity_id)
    is_on = state is not None and state.state == STATE_ON
    started = time.monotonic()
    await home.switch(STATE_OFF if is_on else STATE_ON, entity_id)
    return time.monotonic() - started


async def slow(home: LocalHome) -> dict[str, float]:
    """Return what a command takes to firmware that answers late, in seconds."""
    took, told = [], await home.updates()
    for entity_id, device_id in list(home.switches().items())[:5]:
        await home.lan.fault(device_id, slow=_SLOW)
        took.append(await _timed(home, entity_id))
        await asyncio.sleep(_SLOW + PAUSE)
        await home.lan.heal(device_id)
    by_cloud = await home.updates() - told
    return {"local_slow": max(took), "local_slow_cloud": by_cloud}


async def dead(home: LocalHome) -> dict[str, float]:
    """Return what commands take to devices that answer no packet any more."""
    first, next_ones = [], []
    for entity_id, device_id in list(home.switches().items())[:3]:
        await home.lan.fault(device_id, gone="drops")
        first.append(await _timed(home, entity_id))
        next_ones.append(await _timed(home, entity_id))
        await home.lan.heal(device_id)
    return {"local_dead": max(first), "local_dead_next": max(next_ones)}
