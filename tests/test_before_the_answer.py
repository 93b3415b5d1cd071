"""Tests of messages that are told before the answer to a command is handled."""

import asyncio
from typing import Any, Final, override

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.helpers import entity_registry as er

from .home import Home, until
from .panels import ALARM_SETTING, SIREN
from .simulator.behaviours import Behaviour, Reply
from .simulator.factory import Row
from .simulator.model import CommandFault
from .test_cover import HALF, NAME, act
from .test_cover_movement import shown

BRIDGED: Final = (1514, 7006, 7015, 7023, 7034, 7056)


class Quick(Behaviour):
    """Tells all there is to tell right behind its answer."""

    reports: tuple[dict[str, Any], ...] = ()

    @override
    def command(self, params: dict[str, Any], changes: dict[str, Any]) -> Reply:
        return Reply(reports=list(map(dict, self.reports)))


def add_quick(
    home: Home, name: str, uiid: int, params: dict[str, Any], *reports: dict[str, Any]
) -> Quick:
    """Add a device that tells something right behind each answer."""
    behaviour = Quick()
    behaviour.reports = reports
    parent = home.sim("Zigbee bridge").device_id if uiid in BRIDGED else ""
    home.simulator.add_device(
        Row(
            name=name,
            uiid=uiid,
            parent=parent,
            params=params,
            behaviour=lambda: behaviour,
        )
    )
    return behaviour


ARRIVALS: Final = [
    (11, [{"switch": "off", "setclose": 63}], 37),
    (67, [{"op": 3}, {"op": 3, "per": 37}], 37),
    (126, [{"motorTurn": 2}, {"motorTurn": 0, "currLocation": 38}], 38),
    (165, [{"motorTurn": 2}, {"motorTurn": 0, "currLocation": 38}], 38),
    (211, [{"electromotor": 2}, {"electromotor": 1, "percentageControl": 63}], 37),
    (258, [{"setclose": 63}, {"switch": "off", "setclose": 64}], 36),
    (7006, [{"curPercent": 50}, {"curPercent": 63}], 37),
    (7034, [{"switch": "off"}, {"setclose": 62}], 38),
]


@pytest.mark.parametrize(("uiid", "reports", "position"), ARRIVALS)
async def test_cover_that_has_arrived(
    home: Home, uiid: int, reports: list[dict[str, Any]], position: int
) -> None:
    """A cover that is there at once does not move for another minute."""
    add_quick(home, NAME, uiid, HALF[uiid], *reports)
    await home.set_up()
    await act(home, "set_position")
    await home.delivered()
    assert shown(home) == ("open", position)


@pytest.mark.parametrize("uiid", [11, 1514, 7006, 7015, 7023])
async def test_cover_on_its_way(home: Home, uiid: int) -> None:
    """What tells only where it is by now does not tell the way."""
    told = "setclose" if uiid == 11 else "curPercent"
    add_quick(home, NAME, uiid, HALF[uiid], {told: 70})
    await home.set_up()
    await act(home, "close")
    await home.delivered()
    assert shown(home) == ("closing", 60 if uiid == 11 else 30)


async def test_gate(home: Home) -> None:
    """A gate tells as it begins to open, which is not yet the end of it."""
    gate = add_quick(home, NAME, 216, {"doorState": 0}, {"doorState": 1})
    await home.set_up()
    await act(home, "open")
    await home.delivered()
    assert shown(home) == ("opening", None)
    gate.reports = ({"doorState": 0},)
    await act(home, "close")
    await home.delivered()
    assert shown(home) == ("closed", None)


@pytest.mark.parametrize(
    ("told", "state", "state_later"),
    [
        ({"alarmType": "none"}, "off", "off"),
        ({"alarmType": "manual"}, "on", "on"),
        ({"battery": 90}, "on", "off"),
    ],
)
async def test_siren(
    home: Home,
    freezer: FrozenDateTimeFactory,
    told: dict[str, Any],
    state: str,
    state_later: str,
) -> None:
    """What a siren tells counts more than the time for which it should sound."""
    listed = {"alarmSetting": dict(ALARM_SETTING), "alarmType": "none"}
    add_quick(home, SIREN, 7056, listed, told)
    await home.set_up()
    siren = home.entity_id(SIREN, "siren")
    await home.call("turn_on", siren, domain="siren", duration=10)
    await home.delivered()
    assert home.state(SIREN, "siren") == state
    await home.pass_time(freezer, 12)
    assert home.state(SIREN, "siren") == state_later


async def test_report_that_belongs_to_what_was_before(home: Home) -> None:
    """What is told before the answer tells nothing of the course that this begins."""
    add_quick(home, NAME, 11, HALF[11])
    await home.set_up()
    await act(home, "open")
    home.sim(NAME).fault = CommandFault(obeys=True, delay=0.2)
    home.simulator.clear_counters()
    closing = home.hass.async_create_task(act(home, "close"))
    await until(lambda: bool(home.sent(NAME)))
    home.simulator.push(NAME, {"switch": "on", "setclose": 30})
    await home.delivered()
    assert shown(home) == ("open", 70)
    await closing
    assert shown(home) == ("closing", 70)


async def test_siren_repeats_what_was_just_set(home: Home) -> None:
    """A setting that is on its way is not undone by the whole that a siren sends."""
    listed = {"alarmSetting": dict(ALARM_SETTING), "alarmType": "none"}
    add_quick(home, SIREN, 7056, listed)
    await home.set_up()
    registry = er.async_get(home.hass)
    number = home.entity_id(SIREN, "siren_duration")
    registry.async_update_entity(number, disabled_by=None)
    await home.reload()
    home.simulator.clear_counters()
    await asyncio.gather(
        home.call("set_value", number, domain="number", value=77),
        home.call("turn_on", home.entity_id(SIREN, "siren"), domain="siren"),
    )
    frames = [frame["alarmSetting"] for frame in home.sent(SIREN)]
    assert [(it["test"], it["duration"]) for it in frames] == [(False, 77), (True, 77)]


@pytest.mark.parametrize("uiid", [126, 165, 211])
async def test_cover_that_has_left(home: Home, uiid: int) -> None:
    """One that is no more when its command is answered leaves no timer behind."""
    add_quick(home, NAME, uiid, HALF[uiid], {"workMode": 1})
    await home.set_up()
    await act(home, "close")
    await home.delivered()
    assert home.state(NAME, "cover") == "unavailable"
