"""Tests of the lamps."""

from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.components.light.const import LightEntityFeature
from homeassistant.const import Platform
from homeassistant.core import State
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er

from .devices.test_lights import FRAMES, STATES
from .entities import compare
from .home import Home
from .simulator.behaviours import Behaviour
from .simulator.factory import Row

BULB: Final = "Test bulb"
COLOR: Final = {
    "switch": "on",
    "ltype": "color",
    "color": {"br": 40, "r": 255, "g": 0, "b": 10},
}
WANTED: Final = {
    "brightness": "brightness",
    "effect": "effect",
    "hs": "hs_color",
    "kelvin": "color_temp_kelvin",
    "rgb": "rgb_color",
    "seconds": "transition",
}
SHOWN: Final = WANTED | {"color_mode": "color_mode"}
# Devices that are something else in the first place.
LAMP_OF_OTHERS: Final = {
    25: "lamp",
    34: "lamp",
    **dict.fromkeys((209, 210, 211, 212), "ambient_light"),
}


def _add(home: Home, name: str, uiid: int, params: Any) -> None:
    row = Row(name=name, uiid=uiid, params=params, behaviour=Behaviour)
    home.simulator.add_device(row)


def _add_all(home: Home, cases: list[Any]) -> None:
    """Add a device for each case."""
    for number, case in enumerate(cases):
        _add(home, f"Lamp {number}", case["uiid"], case["params"])


def _entity_id(home: Home, number: int, case: Any) -> str:
    return home.entity_id(f"Lamp {number}", LAMP_OF_OTHERS.get(case["uiid"], "light"))


def _state(home: Home, entity_id: str) -> State:
    state = home.hass.states.get(entity_id)
    assert state is not None
    return state


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    await compare(home, Platform.LIGHT, snapshot)


async def test_every_state(home: Home) -> None:
    """A lamp of each type, in each of its modes, as Home Assistant shows it."""
    _add_all(home, STATES)
    await home.set_up()
    wrong: list[tuple[Any, Any]] = []
    for number, case in enumerate(STATES):
        state = _state(home, _entity_id(home, number, case))
        told = dict(case["state"])
        is_on = told.pop("is_on")
        expected = {SHOWN[key]: value for key, value in told.items()} if is_on else {}
        shown = {
            key: list(it) if isinstance(it := state.attributes[key], tuple) else it
            for key in expected
        }
        if {True: "on", False: "off", None: "unknown"}[is_on] != state.state:
            wrong.append((case, state.state))
        elif shown != expected:
            wrong.append((case, shown))
    assert wrong == []


async def test_every_frame(home: Home) -> None:
    """A call to a lamp of each type, and the one frame that the cloud receives."""
    _add_all(home, FRAMES)
    await home.set_up()
    wrong: list[tuple[Any, Any]] = []
    for number, case in enumerate(FRAMES):
        data = {WANTED[key]: value for key, value in case["wanted"].items()}
        entity_id = _entity_id(home, number, case)
        await home.call("turn_on", entity_id, domain="light", **data)
        if (sent := home.sent(f"Lamp {number}")) != [case["sent"]]:
            wrong.append((case, sent))
    assert wrong == []


async def test_brightness_keeps_the_color(home: Home) -> None:
    """A lamp that is on in a colour and gets only a brightness stays in it."""
    _add(home, BULB, 104, COLOR)
    await home.set_up()
    entity_id = home.entity_id(BULB, "light")
    await home.call("turn_on", entity_id, domain="light", brightness_pct=30)

    [sent] = home.sent(BULB)
    assert sent["color"] == {"br": 30, "r": 255, "g": 0, "b": 10}
    state = _state(home, entity_id)
    assert state.attributes["rgb_color"] == (255, 0, 10)
    assert state.attributes["brightness"] == 76


async def test_push(home: Home) -> None:
    """What somebody else does to a lamp is shown, and the rest of it stays."""
    _add(home, BULB, 104, COLOR)
    await home.set_up()
    home.simulator.push(BULB, {"ltype": "white", "white": {"br": 10, "ct": 255}})
    await home.delivered()
    state = _state(home, home.entity_id(BULB, "light"))
    assert state.attributes["color_mode"] == "color_temp"
    assert state.attributes["color_temp_kelvin"] == 6500

    home.simulator.push(BULB, {"switch": "off"})
    await home.becomes(BULB, "off", "light")


async def test_only_a_dimmer_that_fades_takes_a_time(home: Home) -> None:
    """No other lamp promises a transition that it cannot do."""
    _add(home, BULB, 277, {"switch": "on", "brightness": 50})
    _add(home, "Other", 44, {"switch": "on", "brightness": 50, "mode": 0})
    await home.set_up()

    def _has(name: str) -> bool:
        state = _state(home, home.entity_id(name, "light"))
        features: int = state.attributes["supported_features"]
        return bool(features & LightEntityFeature.TRANSITION)

    assert _has(BULB)
    assert not _has("Other")


async def test_switch_of_an_earlier_version_leaves(
    home: Home, entity_registry: er.EntityRegistry
) -> None:
    """What was a plain switch is a lamp now, with what the user set for the switch."""
    _add(home, BULB, 1257, {"switch": "on", "brightness": 50})
    unique_id = f"{home.sim(BULB).device_id}_switch"
    switch = entity_registry.async_get_or_create(
        Platform.SWITCH,
        "ewelink",
        unique_id,
        config_entry=home.entry,
        suggested_object_id="mine",
    )
    entity_registry.async_update_entity(
        switch.entity_id, name="Night lamp", labels={"calm"}
    )
    entity_registry.async_update_entity_options(
        switch.entity_id, "conversation", {"should_expose": False}
    )
    await home.set_up()

    assert entity_registry.async_get(switch.entity_id) is None
    assert home.entity_id(BULB, "light") == "light.mine"
    lamp = entity_registry.async_get("light.mine")
    assert lamp is not None
    assert (lamp.name, lamp.labels) == ("Night lamp", {"calm"})
    assert lamp.options["conversation"] == {"should_expose": False}
    assert home.state(BULB, "light") == "on"


async def test_disabled_switch_is_a_disabled_lamp(
    home: Home, entity_registry: er.EntityRegistry
) -> None:
    """What nobody wanted to see is not shown in another shape."""
    _add(home, BULB, 1257, {"switch": "on", "brightness": 50})
    entity_registry.async_get_or_create(
        Platform.SWITCH,
        "ewelink",
        f"{home.sim(BULB).device_id}_switch",
        config_entry=home.entry,
        disabled_by=er.RegistryEntryDisabler.USER,
    )
    await home.set_up()

    lamp = entity_registry.async_get(home.entity_id(BULB, "light"))
    assert lamp is not None
    assert lamp.disabled_by is er.RegistryEntryDisabler.USER


async def test_effect_that_it_has_not(home: Home) -> None:
    """Home Assistant lets any name through: nothing is sent, and it is told."""
    _add(home, BULB, 59, {"switch": "on", "mode": 12, "bright": 50})
    await home.set_up()
    with pytest.raises(ServiceValidationError) as err:
        await home.call(
            "turn_on", home.entity_id(BULB, "light"), domain="light", effect="Party"
        )
    assert err.value.translation_key == "effect_unknown"
    assert home.sent(BULB) == []
