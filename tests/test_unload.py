"""Tests of what is on its way when an account is unloaded: it ends, and cleanly."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import DOMAIN as HOMEASSISTANT
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component

from .clock import passing, turns
from .home import Home, until
from .simulator import CommandFault

LAMP = "Kitchen lamp"
METER = "Washing machine"


async def _unload(home: Home) -> None:
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    await turns()
    assert home.entry.state is ConfigEntryState.NOT_LOADED


def _turn_on(home: Home) -> Coroutine[Any, Any, None]:
    return home.call("turn_on", home.entity_id(LAMP))


def _press(home: Home) -> Coroutine[Any, Any, None]:
    return home.call("press", home.entity_id(METER, "live_readings"), domain="button")


def _send(home: Home) -> Coroutine[Any, Any, Any]:
    data = {"device_id": home.device(LAMP).id, "params": {"switch": "on"}}
    return home.hass.services.async_call(DOMAIN, "send_params", data, blocking=True)


@pytest.mark.parametrize(
    ("act", "device"),
    [
        pytest.param(_turn_on, LAMP, id="command"),
        pytest.param(_press, METER, id="press"),
        pytest.param(_send, LAMP, id="action"),
    ],
)
async def test_command(
    home: Home, act: Callable[[Home], Coroutine[Any, Any, None]], device: str
) -> None:
    """A command whose answer is awaited fails, in words, and names the device."""
    await home.set_up()
    home.simulator.fail_device(device, CommandFault(silent=True))
    acting = home.hass.async_create_task(act(home))
    await until(lambda: home.sent(device))
    await _unload(home)

    with pytest.raises(HomeAssistantError, match="cannot be reached") as raised:
        await acting
    assert device in str(raised.value)


async def test_command_that_waits_for_another(home: Home) -> None:
    """What has not been sent yet fails like what has."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    first = home.hass.async_create_task(_turn_on(home))
    await until(lambda: home.sent(LAMP))
    second = home.hass.async_create_task(_send(home))
    await asyncio.sleep(0)
    await _unload(home)

    for each in (first, second):
        with pytest.raises(HomeAssistantError, match="cannot be reached"):
            await each
    assert len(home.sent(LAMP)) == 1


async def test_update_of_an_entity(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """The action of Home Assistant returns; what went wrong is told in words."""
    assert await async_setup_component(home.hass, HOMEASSISTANT, {})
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    entity_id = home.entity_id(LAMP)
    updating = home.hass.async_create_task(
        home.call("update_entity", entity_id, domain=HOMEASSISTANT)
    )
    await until(lambda: home.sent(LAMP, "query"))
    await _unload(home)

    await updating
    assert f"Update for {entity_id} fails" in caplog.text
    assert f"{LAMP}: the eWeLink cloud cannot be reached" in caplog.text
    assert "CancelledError" not in caplog.text


async def test_update_that_fails(home: Home) -> None:
    """An entity says the same where it is asked directly."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    entity = home.hass.data["entity_components"]["switch"].get_entity(
        home.entity_id(LAMP)
    )
    assert entity is not None
    updating = home.hass.async_create_task(entity.async_update())
    await until(lambda: home.sent(LAMP, "query"))
    await _unload(home)

    with pytest.raises(HomeAssistantError, match=LAMP):
        await updating


async def test_refresh_of_the_list(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A list that is read for somebody is read no further, and that is told."""
    await home.set_up()
    home.simulator.delay(10, "GET /v2/family")
    before = home.lists_read
    reading = home.hass.async_create_task(
        home.hass.services.async_call(DOMAIN, "refresh_devices", {}, blocking=True)
    )
    await until(lambda: home.lists_read > before)
    await _unload(home)

    await until(reading.done)
    with pytest.raises(HomeAssistantError, match="stopped before"):
        await reading
    await passing(freezer, asyncio.sleep(11))
