"""The least that any integration must do with a push: read, parse, set one state."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from itertools import count
import time

import aiohttp
import orjson

from custom_components.ewelink.const import CONF_ACCOUNT_KEY, CONF_APP_ID, CONF_TOKENS
from homeassistant.components.switch import SwitchEntity
from homeassistant.components.switch.const import DATA_COMPONENT
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession


class BareSwitch(SwitchEntity):
    """The least that an entity can be."""

    _attr_should_poll = False

    def __init__(self, number: int) -> None:
        """Name it."""
        self._attr_name = f"Bare {number}"
        self._attr_is_on = False


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


@asynccontextmanager
async def floor_connected(
    hass: HomeAssistant, entry: ConfigEntry, url: str
) -> AsyncGenerator[None]:
    """Be connected as a bare client with the account's token."""
    session = async_get_clientsession(hass)
    async with session.ws_connect(f"{url}/api/ws", decode_text=False) as socket:
        await socket.send_json(
            {
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
        )
        answer = orjson.loads((await socket.receive()).data)
        if answer["error"]:
            raise RuntimeError(f"the floor's greeting was answered with {answer}")
        reader = asyncio.create_task(_read(hass, socket, floor_ids(entry)))
        yield
        reader.cancel()
        with suppress(asyncio.CancelledError):
            await reader


async def _read(
    hass: HomeAssistant,
    socket: aiohttp.ClientWebSocketResponse[bool],
    entity_ids: Mapping[str, str],
) -> None:
    async_set = hass.states.async_set
    numbers = count()
    async for message in socket:
        frame = orjson.loads(message.data)
        async_set(entity_ids[frame["deviceid"]], str(next(numbers)))
