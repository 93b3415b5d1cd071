"""Commands, idleness, and coming back after a loss."""

import asyncio
from statistics import median
import time
from typing import Final

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant

from .remote import Remote
from .watch import watching

TOGETHER: Final = 50
TOGETHER_ROUNDS: Final = 5
ALONE_ROUNDS: Final = 100
_MS: Final = 1e6


def _lights(hass: HomeAssistant, number: int) -> list[str]:
    """Return switches of different devices, none of them a channel."""
    ids = [state.entity_id for state in hass.states.async_all("switch")]
    return [entity_id for entity_id in ids if "_light_" in entity_id][:number]


async def _switch(hass: HomeAssistant, on: str, entity_ids: list[str]) -> None:
    await hass.services.async_call(
        "switch", f"turn_{on}", {"entity_id": entity_ids}, blocking=True
    )


async def commands(hass: HomeAssistant, remote: Remote) -> dict[str, float]:
    """Return how long commands take, in milliseconds."""
    together = _lights(hass, TOGETHER)
    there = []
    for number in range(TOGETHER_ROUNDS):
        known = len(await remote.order("frames", action="update"))
        started = time.monotonic_ns()
        await _switch(hass, (STATE_ON, STATE_OFF)[number % 2], together)
        frames = await remote.order("frames", action="update")
        if len(frames) - known != len(together):
            raise RuntimeError(
                f"{len(together)} commands, {len(frames) - known} frames"
            )
        there.append((frames[-1] - started) / _MS)
    return {
        "together": median(there),
        "together_count": len(together),
        **await _alone(hass, remote, together[0]),
    }


async def _alone(
    hass: HomeAssistant, remote: Remote, entity_id: str
) -> dict[str, float]:
    there, back = [], []
    known = len(await remote.order("frames", action="update"))
    started, ended = [], []
    for number in range(ALONE_ROUNDS):
        await asyncio.sleep(0.01)
        started.append(time.monotonic_ns())
        await _switch(hass, (STATE_ON, STATE_OFF)[number % 2], [entity_id])
        ended.append(time.monotonic_ns())
    frames = (await remote.order("frames", action="update"))[known:]
    for start, at, end in zip(started, frames, ended, strict=True):
        there.append((at - start) / _MS)
        back.append((end - at) / _MS)
    return {"command_there": median(there), "command_back": median(back)}


async def idle(seconds: float) -> float:
    """Return the share of one core that doing nothing takes, in percent."""
    await asyncio.sleep(1)
    cpu, wall = time.process_time(), time.monotonic()
    await asyncio.sleep(seconds)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    return cpu / wall * 100


async def reconnect(hass: HomeAssistant, remote: Remote) -> dict[str, float]:
    """Return how long after `userOnline` everything missed is there, in seconds."""
    with watching(hass) as watch:
        missed = await remote.order("cut")
        await watch.wait(missed, 60)
        times, entity_ids = watch.times, watch.entity_ids
    if len(set(entity_ids)) != missed:
        raise RuntimeError(f"{missed} missed, {len(set(entity_ids))} came")
    online = (await remote.order("frames", action="userOnline"))[-1]
    return {"fresh": (times[-1] - online) / 1e9}
