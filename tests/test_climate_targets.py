"""Tests of set points: as they were sent until a device reports, or as before."""

import pytest

from homeassistant.exceptions import HomeAssistantError

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


async def test_report_during_a_command_counts(home: Home) -> None:
    """What a valve says it follows is true, though the answer comes later."""
    await home.set_up()
    home.simulator.fail_device(VALVE, CommandFault(error=0, obeys=True, delay=0.2))
    setting = home.hass.async_create_task(
        sent(home, VALVE, "set_temperature", temperature=25)
    )
    await until(lambda: home.sent(VALVE))
    home.simulator.push(VALVE, {"curTargetTemp": 180})
    await setting
    assert shown(home, VALVE).attributes["temperature"] == 18
