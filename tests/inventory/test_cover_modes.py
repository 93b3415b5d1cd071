"""Tests of motors that are there while the device drives one, however that is told."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.helpers import entity_registry as er

from ..home import Home, until
from .test_modes import MOTOR, NAME, SWITCH, WAYS, Way, add_device

TELLS: dict[int, dict[str, Any]] = {
    126: {"currLocation": 60, "motorTurn": 0},
    165: {"currLocation": 60, "motorTurn": 0},
    211: {"percentageControl": 40, "electromotor": 1, "calibState": True},
}
OPENS: dict[int, dict[str, Any]] = {
    126: {"motorTurn": 1},
    165: {"motorTurn": 1},
    211: {"electromotor": 0},
}
UIIDS = pytest.mark.parametrize("uiid", TELLS)


def _is_shown(home: Home) -> bool:
    """Return whether the cover is one that the integration provides now."""
    state = home.hass.states.get(home.entity_id(NAME, "cover"))
    return state is not None and not state.attributes.get("restored")


@pytest.mark.parametrize("way", WAYS)
@UIIDS
async def test_cover_comes_without_a_reload(
    home: Home, freezer: FrozenDateTimeFactory, uiid: int, way: Way
) -> None:
    """A device that begins to drive a motor gets its cover, which works."""
    add_device(home, uiid, workMode=SWITCH, **TELLS[uiid])
    await home.set_up()
    assert home.find_entity(NAME, "cover") is None

    await way(home, MOTOR, freezer)
    await home.becomes(NAME, "open", "cover")
    await home.becomes(NAME, "unavailable", "switch_0")
    home.simulator.clear_counters()
    entity_id = home.entity_id(NAME, "cover")
    await home.call("open_cover", entity_id, domain="cover")
    assert home.sent(NAME) == [OPENS[uiid]]
    assert home.state(NAME, "cover") == "opening"
    home.simulator.push(NAME, TELLS[uiid])
    await home.becomes(NAME, "open", "cover")


@pytest.mark.parametrize("way", WAYS)
@UIIDS
async def test_cover_goes_and_comes_back_as_the_same(
    home: Home, freezer: FrozenDateTimeFactory, uiid: int, way: Way
) -> None:
    """A cover leaves with its motor, while it moves too; what the user set stays."""
    add_device(home, uiid, workMode=MOTOR, **TELLS[uiid])
    await home.set_up()
    registry = er.async_get(home.hass)
    registry.async_update_entity(
        home.entity_id(NAME, "cover"), name="Mine", new_entity_id="cover.mine"
    )
    await home.call("open_cover", "cover.mine", domain="cover")

    await way(home, SWITCH, freezer)
    await until(lambda: not _is_shown(home))
    await home.becomes(NAME, "off", "switch_0")

    home.sim(NAME).params |= TELLS[uiid]
    await way(home, MOTOR, freezer)
    await until(lambda: _is_shown(home))
    state: Any = home.hass.states.get("cover.mine")
    assert (state.state, state.name) == ("open", "Mine")
    assert state.attributes["current_position"] == 60
    home.simulator.push(NAME, OPENS[uiid])
    await home.becomes(NAME, "opening", "cover")


async def test_meter_has_neither(home: Home) -> None:
    """A device that only measures has no motor and no relays."""
    add_device(home, 126, workMode=3, **TELLS[126])
    await home.set_up()
    assert home.find_entity(NAME, "cover") is None
    assert home.find_entity(NAME, "switch_0") is None


async def test_mode_to_and_fro(home: Home) -> None:
    """However fast the mode changes, the last one counts."""
    add_device(home, 211, workMode=SWITCH, **TELLS[211])
    await home.set_up()
    for mode in (MOTOR, SWITCH) * 5:
        home.simulator.push(NAME, {"workMode": mode})
    home.simulator.push(NAME, {"workMode": MOTOR, "percentageControl": 100})
    await home.becomes(NAME, "closed", "cover")
