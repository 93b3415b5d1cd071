"""Tests of the security modes of control panels."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform
from homeassistant.exceptions import HomeAssistantError

from .entities import compare
from .home import Home
from .panels import PANEL, add_panel
from .simulator import CommandFault

KEY = "alarm_control_panel"


async def _arm(home: Home, service: str) -> None:
    await home.call(service, home.entity_id(PANEL, KEY), domain=KEY)


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """The entity, its entry in the registry and its state."""
    add_panel(home)
    await compare(home, Platform.ALARM_CONTROL_PANEL, snapshot)


@pytest.mark.parametrize("uiid", [195, 228])
@pytest.mark.parametrize(
    ("service", "params", "state"),
    [
        pytest.param("alarm_disarm", {"securityType": 0}, "disarmed", id="disarm"),
        pytest.param(
            "alarm_arm_home",
            {"securityType": 1, "currentType": 1},
            "armed_home",
            id="home",
        ),
        pytest.param(
            "alarm_arm_away",
            {"securityType": 2, "currentType": 2},
            "armed_away",
            id="away",
        ),
        pytest.param(
            "alarm_arm_night",
            {"securityType": 3, "currentType": 3},
            "armed_night",
            id="night",
        ),
    ],
)
async def test_payload(
    home: Home, uiid: int, service: str, params: dict[str, Any], state: str
) -> None:
    """Each mode is one frame, without a code, and shown when it was taken."""
    add_panel(home, uiid, securityType=2)
    await home.set_up()
    await _arm(home, service)

    assert home.sent(PANEL) == [params]
    assert home.state(PANEL, KEY) == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        pytest.param(0, "disarmed", id="number"),
        pytest.param("2", "armed_away", id="text"),
        pytest.param(3.0, "armed_night", id="fraction"),
        pytest.param(9, "unknown", id="another"),
        pytest.param(None, "unknown", id="none"),
        pytest.param(True, "unknown", id="truth"),
    ],
)
async def test_state(home: Home, told: object, state: str) -> None:
    """The mode is read whatever its spelling."""
    add_panel(home, securityType=told)
    await home.set_up()
    assert home.state(PANEL, KEY) == state


async def test_armed_at_the_panel(home: Home) -> None:
    """What is done at the panel is shown."""
    add_panel(home)
    await home.set_up()
    home.simulator.push(PANEL, {"securityType": 1, "currentType": 1})
    await home.becomes(PANEL, "armed_home", KEY)


async def test_refused(home: Home) -> None:
    """A panel that did not obey shows what it did before."""
    add_panel(home)
    await home.set_up()
    home.simulator.fail_device(PANEL, CommandFault(error=400))
    with pytest.raises(HomeAssistantError, match="400"):
        await _arm(home, "alarm_arm_away")
    assert home.state(PANEL, KEY) == "disarmed"
