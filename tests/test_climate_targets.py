"""Tests of set points: as they were sent until a device reports, or as before."""

from asyncio import gather
from typing import Any

import pytest

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.state import async_reproduce_state

from .clock import turns
from .home import Home, until
from .simulator import CommandFault
from .thermostats import AIR, FLOOR, PANEL, VALVE, add_devices, sent, shown


@pytest.fixture(autouse=True)
def _add_devices(home: Home) -> None:
    add_devices(home)


async def test_target_is_shown_until_the_next_report(home: Home) -> None:
    """A valve reports what it follows; until then it is taken at its word."""
    await home.set_up()
    await sent(home, VALVE, "set_temperature", temperature=23)
    assert shown(home, VALVE).attributes["temperature"] == 23
    assert home.state(VALVE, "target_temperature") == "23.0"

    home.simulator.push(VALVE, {"curTargetTemp": "210"})
    await home.delivered()
    assert shown(home, VALVE).attributes["temperature"] == 21


@pytest.mark.parametrize("error", [400, 503, 504])
@pytest.mark.parametrize(
    ("device", "target"), [(VALVE, 21), (FLOOR, 20), (PANEL, 22), (AIR, 22.5)]
)
async def test_refused_target(
    home: Home, device: str, target: float, error: int
) -> None:
    """A refusal or no answer raises, and the old set point stands."""
    await home.set_up()
    home.simulator.fail_device(device, CommandFault(error=error, times=1))
    with pytest.raises(HomeAssistantError, match=device):
        await sent(home, device, "set_temperature", temperature=25)
    await home.delivered()
    await turns()

    assert shown(home, device).attributes["temperature"] == target
    await sent(home, device, "set_temperature", temperature=25)
    assert shown(home, device).attributes["temperature"] == 25


async def test_set_points_in_quick_succession(home: Home) -> None:
    """The last one counts: what the first ones left is no news from the valve."""
    await home.set_up()
    entity_id = home.entity_id(VALVE, "climate")
    for targets in ((21.5, 22, 23), (24, 23.5), (21.5, 22)):
        home.simulator.clear_counters()
        await gather(
            *(
                home.call(
                    "set_temperature", entity_id, domain="climate", temperature=it
                )
                for it in targets
            )
        )
        frames = [{"manTargetTemp": round(it * 10)} for it in targets]
        assert home.sent(VALVE) == frames
        assert shown(home, VALVE).attributes["temperature"] == targets[-1]


async def test_set_point_right_behind_a_mode(home: Home) -> None:
    """It is one of the mode that the valve is in by then."""
    await home.set_up()
    await gather(
        sent(home, VALVE, "set_hvac_mode", hvac_mode="auto"),
        sent(home, VALVE, "set_temperature", temperature=18),
    )
    assert home.sim(VALVE).params["autoTargetTemp"] == 180
    assert home.sim(VALVE).params["manTargetTemp"] == 210
    assert shown(home, VALVE).attributes["temperature"] == 18


@pytest.mark.parametrize(
    ("service", "data", "followed"),
    [
        ("set_hvac_mode", {"hvac_mode": "auto"}, 19),
        ("set_hvac_mode", {"hvac_mode": "off"}, 7),
        ("set_temperature", {"hvac_mode": "auto", "temperature": 18}, 18),
        ("turn_off", {}, 7),
    ],
)
async def test_target_of_a_new_mode(
    home: Home, service: str, data: Any, followed: float
) -> None:
    """Each mode of a valve has a set point of its own, and off none to choose."""
    await home.set_up()
    await sent(home, VALVE, service, **data)
    state = shown(home, VALVE)
    chosen = None if state.state == "off" else followed
    assert state.attributes["temperature"] == chosen
    assert float(home.state(VALVE, "target_temperature")) == followed

    await sent(home, VALVE, "turn_on")
    state = shown(home, VALVE)
    assert state.attributes["temperature"] == (
        21 if state.state == "heat" else followed
    )


async def test_scene_restores_off(home: Home) -> None:
    """A scene of a valve that is off leaves it off."""
    await home.set_up()
    await sent(home, VALVE, "turn_off")
    scene = shown(home, VALVE)
    await sent(home, VALVE, "turn_on")
    home.simulator.clear_counters()
    await async_reproduce_state(home.hass, [scene])
    assert home.sent(VALVE) == [{"workMode": "1"}]
    assert shown(home, VALVE).state == "off"


async def test_target_together_with_off(home: Home) -> None:
    """A valve would heat to it, though it is off: it is refused."""
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="no target temperature"):
        await sent(home, VALVE, "set_temperature", temperature=21, hvac_mode="off")
    assert home.sent(VALVE) == []


@pytest.mark.parametrize("before", [None, 18])
async def test_report_during_a_command_counts(home: Home, before: int | None) -> None:
    """What a valve says it follows is true, though the answer comes later.

    Also where that is what was set long ago.
    """
    await home.set_up()
    if before is not None:
        await sent(home, VALVE, "set_temperature", temperature=before)
        home.simulator.push(VALVE, {"curTargetTemp": 240})
        await home.delivered()
        home.simulator.clear_counters()
    home.simulator.fail_device(VALVE, CommandFault(error=0, obeys=True, delay=0.2))
    setting = home.hass.async_create_task(
        sent(home, VALVE, "set_temperature", temperature=25)
    )
    await until(lambda: home.sent(VALVE))
    home.simulator.push(VALVE, {"curTargetTemp": 180})
    await setting
    assert shown(home, VALVE).attributes["temperature"] == 18
