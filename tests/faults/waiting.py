"""Waiting in real time."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from pytest_homeassistant_custom_component.common import async_fire_time_changed

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

LOOK_SECONDS: Final = 0.005


async def until(condition: Callable[[], object], patience: float = 8) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - nothing tells of it by itself
            await asyncio.sleep(LOOK_SECONDS)


def let_pass(hass: HomeAssistant, seconds: float) -> None:
    """Call at once what was to be called within some seconds."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
