"""Tests of the buttons for what a device does once."""

from collections.abc import Callable
from typing import Any

import pytest

from homeassistant.const import Platform
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from .entities import sent_by
from .home import Home
from .panels import PANEL, PC, TOUCH, add_panel, add_pc, add_touch
from .simulator import CommandFault

pytestmark = pytest.mark.demo("Zigbee bridge")

type Add = Callable[..., None]


@pytest.mark.parametrize(
    ("add", "uiid", "target", "params"),
    [
        pytest.param(add_panel, 195, (PANEL, "restart"), {"reboot": True}, id="195"),
        pytest.param(add_panel, 228, (PANEL, "restart"), {"reboot": True}, id="228"),
        *(
            pytest.param(
                add_touch, uiid, (TOUCH, key), {"soundAction": n}, id=f"{uiid}"
            )
            for uiid in (209, 210, 211, 212)
            for n, key in ((1, "sound_alarm"), (2, "sound_bell"))
        ),
    ],
)
async def test_press(
    home: Home, add: Add, uiid: int, target: tuple[str, str], params: dict[str, Any]
) -> None:
    """A press is one frame, and leaves no state."""
    add(home, uiid)
    assert await sent_by(home, target, "button.press") == [params]
    found = home.coordinator.data[home.sim(target[0]).device_id]
    assert found.params.keys().isdisjoint(params)


@pytest.mark.parametrize(
    ("key", "params"),
    [("restart", {"restart": True}), ("force_shutdown", {"forceShutdown": True})],
)
async def test_computer(home: Home, key: str, params: dict[str, Any]) -> None:
    """A computer restarts, or is switched off by a long press."""
    add_pc(home)
    assert await sent_by(home, (PC, key), "button.press") == [params]
    assert home.state(PC) == "on"


async def test_press_twice(home: Home) -> None:
    """An action is done as often as it is asked for."""
    add_touch(home)
    await home.set_up()
    bell = home.entity_id(TOUCH, "sound_bell")
    await home.call("press", bell, domain="button")
    await home.call("press", bell, domain="button")
    assert home.sent(TOUCH) == [{"soundAction": 2}] * 2


async def test_refused(home: Home) -> None:
    """What the device did not do is told."""
    add_touch(home)
    await home.set_up()
    home.simulator.fail_device(TOUCH, CommandFault(error=504))
    bell = home.entity_id(TOUCH, "sound_bell")
    with pytest.raises(HomeAssistantError, match="did not answer"):
        await home.call("press", bell, domain="button")


async def test_what_is_there(home: Home) -> None:
    """Each button is there at first; what restarts is among the settings."""
    add_panel(home)
    add_pc(home)
    add_touch(home)
    await home.set_up()
    registry = er.async_get(home.hass)
    names = {home.sim(device).device_id: device for device in (PANEL, PC, TOUCH)}
    entries = [
        it
        for it in er.async_entries_for_config_entry(registry, home.entry.entry_id)
        if it.domain == Platform.BUTTON and it.unique_id.partition("_")[0] in names
    ]
    assert {
        (names[it.unique_id.partition("_")[0]], it.original_name): (
            it.disabled,
            it.entity_category,
        )
        for it in entries
    } == {
        (PANEL, "Restart"): (False, "config"),
        (PC, "Restart"): (False, "config"),
        (PC, "Force shutdown"): (False, "config"),
        (TOUCH, "Sound alarm"): (False, None),
        (TOUCH, "Ring bell"): (False, None),
    }
