"""Tests of devices whose work mode decides what they are, however that is told."""

from collections.abc import Awaitable, Callable
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.helpers import area_registry as ar, entity_registry as er

from ..home import Home, until
from ..simulator.factory import Row

NAME = "Two modes"
MOTOR, SWITCH = 2, 1
SWITCHES = [{"outlet": outlet, "switch": "off"} for outlet in range(4)]
# The setting of a touch switch that turns it into a curtain's.
CURTAIN_MODE = 211

type Way = Callable[[Home, int, FrozenDateTimeFactory], Awaitable[None]]


def add_device(home: Home, uiid: int, **params: object) -> None:
    """Add a device that has relays, whatever it drives now."""
    home.simulator.add_device(
        Row(name=NAME, uiid=uiid, params={"switches": SWITCHES, **params})
    )


async def by_push(home: Home, mode: int, _: FrozenDateTimeFactory) -> None:
    """Let the device report its mode."""
    home.simulator.push(NAME, {"workMode": mode})


async def by_acknowledgement(home: Home, mode: int, _: FrozenDateTimeFactory) -> None:
    """Set the mode from here, which the cloud only acknowledges."""
    device = home.device(NAME)
    params = {"device_id": device.id, "params": {"workMode": mode}}
    await home.hass.services.async_call("ewelink", "send_params", params, blocking=True)


async def by_answer(home: Home, mode: int, _: FrozenDateTimeFactory) -> None:
    """Ask a device that was set by other hands while nobody told."""
    home.sim(NAME).params["workMode"] = mode
    await home.hass.services.async_call(
        "ewelink",
        "get_params",
        {"device_id": home.device(NAME).id},
        blocking=True,
        return_response=True,
    )


async def by_list(home: Home, mode: int, freezer: FrozenDateTimeFactory) -> None:
    """Read the list after a device was set by other hands while nobody told."""
    home.sim(NAME).params["workMode"] = mode
    await home.read_list(freezer)


WAYS = [by_push, by_acknowledgement, by_answer, by_list]


def _is_shown(home: Home) -> bool:
    """Return whether a relay's entity is one that the integration provides now."""
    state = home.hass.states.get(home.entity_id(NAME, "switch_0"))
    return state is not None and not state.attributes.get("restored")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("uiid", [126, 211])
async def test_relays_come_without_a_reload(
    home: Home, freezer: FrozenDateTimeFactory, uiid: int, way: Way
) -> None:
    """A device that leaves its motor mode gets its relays, whatever tells of it."""
    add_device(home, uiid, workMode=MOTOR)
    await home.set_up()
    assert home.find_entity(NAME, "switch_0") is None

    await way(home, SWITCH, freezer)
    await home.becomes(NAME, "off", "switch_0")
    await home.becomes(NAME, "off", "switch_1")
    await home.call("turn_on", home.entity_id(NAME, "switch_1"))
    await home.becomes(NAME, "on", "switch_1")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("uiid", [126, 211])
async def test_relays_go_and_come_back_as_the_same(
    home: Home, freezer: FrozenDateTimeFactory, uiid: int, way: Way
) -> None:
    """What the device cannot do any more leaves; what the user set of it stays."""
    add_device(home, uiid, workMode=SWITCH)
    await home.set_up()
    registry = er.async_get(home.hass)
    entity_id = home.entity_id(NAME, "switch_0")
    area = ar.async_get(home.hass).async_create("Loft")
    registry.async_update_entity(
        entity_id, name="Mine", area_id=area.id, new_entity_id="switch.mine"
    )
    await home.hass.async_block_till_done(wait_background_tasks=False)
    before = registry.async_get("switch.mine")

    await way(home, MOTOR, freezer)
    await until(lambda: not _is_shown(home))
    assert home.state(NAME, "switch_0") == "unavailable"
    assert registry.async_get("switch.mine") == before

    await way(home, SWITCH, freezer)
    await until(lambda: _is_shown(home))
    state: Any = home.hass.states.get("switch.mine")
    assert (state.state, state.name) == ("off", "Mine")
    home.simulator.push(NAME, {"switches": [{"outlet": 0, "switch": "on"}]})
    await home.becomes(NAME, "on", "switch_0")


async def test_setting_of_the_mode(home: Home, everything_enabled: None) -> None:
    """The device's own setting brings the relays, as it is switched here."""
    add_device(home, CURTAIN_MODE, workMode=MOTOR)
    await home.set_up()
    await home.call("turn_off", home.entity_id(NAME, "curtain_mode"))
    await home.becomes(NAME, "off", "switch_2")
    await home.call("turn_on", home.entity_id(NAME, "curtain_mode"))
    await home.becomes(NAME, "unavailable", "switch_2")


async def test_mode_to_and_fro(home: Home) -> None:
    """However fast the mode changes, the last one counts."""
    add_device(home, 211, workMode=SWITCH)
    await home.set_up()
    for mode in (MOTOR, SWITCH) * 5:
        home.simulator.push(NAME, {"workMode": mode})
    home.simulator.push(NAME, {"switches": [{"outlet": 0, "switch": "on"}]})
    await home.becomes(NAME, "on", "switch_0")

    for mode in (MOTOR, SWITCH, MOTOR):
        home.simulator.push(NAME, {"workMode": mode})
    await home.becomes(NAME, "unavailable", "switch_0")
    assert not _is_shown(home)


async def test_channels_of_another_mode(home: Home) -> None:
    """A channel that shows nothing has no device of its own."""
    add_device(home, 211, workMode=MOTOR)
    await home.set_up()
    device_id = home.sim(NAME).device_id
    assert home.find_device(device_id) is not None
    assert home.find_device(device_id, 0) is None

    home.simulator.push(NAME, {"workMode": SWITCH})
    await home.becomes(NAME, "off", "switch_0")
    assert home.find_device(device_id, 0) is not None
