"""The least that any integration must do with a push: read, parse, set one state."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from itertools import count
import time
from typing import Any, Final

import aiohttp
import orjson

from custom_components.ewelink.const import CONF_ACCOUNT_KEY, CONF_APP_ID, CONF_TOKENS
from homeassistant.components.switch import SwitchEntity
from homeassistant.components.switch.const import DATA_COMPONENT
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

type BareSocket = aiohttp.ClientWebSocketResponse[bool]
type Reader = Callable[
    [HomeAssistant, ConfigEntry, BareSocket], Coroutine[Any, Any, None]
]

# What the state of a relay has; a state without them would not be the same one.
ATTRIBUTES: Final = {"device_class": "switch", "friendly_name": "Kitchen light"}


class BareSwitch(SwitchEntity):
    """The least that an entity can be."""

    _attr_should_poll = False

    def __init__(self, number: int) -> None:
        """Name it."""
        self._attr_name = f"Bare {number}"
        self._attr_is_on = False

    def toggle_state(self) -> None:
        """Change and write the state."""
        self._attr_is_on = not self._attr_is_on
        self.async_write_ha_state()


async def bare_entities(hass: HomeAssistant, number: int) -> list[BareSwitch]:
    """Return entities that do nothing but write their states."""
    entities = [BareSwitch(index) for index in range(number)]
    await hass.data[DATA_COMPONENT].async_add_entities(entities)
    return entities


def floor_ids(entry: ConfigEntry) -> dict[str, str]:
    """Return the id of the floor's state for each device."""
    return {
        device_id: f"sensor.floor_{device_id}" for device_id in entry.runtime_data.data
    }


async def read_states(
    hass: HomeAssistant, entry: ConfigEntry, socket: BareSocket
) -> None:
    """Set a state for each frame."""
    async_set, entity_ids, numbers = hass.states.async_set, floor_ids(entry), count()
    async for message in socket:
        frame = orjson.loads(message.data)
        async_set(entity_ids[frame["deviceid"]], str(next(numbers)), ATTRIBUTES)


async def read_entities(
    hass: HomeAssistant, entry: ConfigEntry, socket: BareSocket
) -> None:
    """Toggle an entity for each frame."""
    device_ids = list(entry.runtime_data.data)
    switches = await bare_entities(hass, len(device_ids))
    entities = dict(zip(device_ids, switches, strict=True))
    async for message in socket:
        frame = orjson.loads(message.data)
        entities[frame["deviceid"]].toggle_state()


@asynccontextmanager
async def bare_client(
    hass: HomeAssistant, entry: ConfigEntry, url: str, read: Reader
) -> AsyncGenerator[None]:
    """Be connected as a bare client with the account's token."""
    session = async_get_clientsession(hass)
    async with session.ws_connect(f"{url}/api/ws", decode_text=False) as socket:
        await socket.send_json(_greeting(entry))
        answer = orjson.loads((await socket.receive()).data)
        if answer["error"]:
            raise RuntimeError(f"the greeting was answered with {answer}")
        reader = asyncio.create_task(read(hass, entry, socket))
        yield
        reader.cancel()
        with suppress(asyncio.CancelledError):
            await reader


def _greeting(entry: ConfigEntry) -> dict[str, Any]:
    return {
        "action": "userOnline",
        "version": 8,
        "ts": int(time.time()),
        "at": entry.data[CONF_TOKENS]["access"],
        "userAgent": "app",
        "apikey": entry.data[CONF_ACCOUNT_KEY],
        "appid": entry.data[CONF_APP_ID],
        "nonce": "floorfir",
        "sequence": str(time.time_ns() // 1_000_000),
    }
