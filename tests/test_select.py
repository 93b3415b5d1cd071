"""Tests of the selects."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform

from .entities import compare, sent_by
from .home import Home

LAMP = "Kitchen lamp"


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    await compare(home, Platform.SELECT, snapshot)


@pytest.mark.parametrize(
    ("target", "action", "data", "params"),
    [
        pytest.param(
            (LAMP, "power_on_state"),
            "select.select_option",
            {"option": "on"},
            {"startup": "on"},
            id="power-on state",
        ),
        pytest.param(
            ("Hall switch", "power_on_state_1"),
            "select.select_option",
            {"option": "stay"},
            {
                "configure": [
                    {"outlet": 0, "startup": "off"},
                    {"outlet": 1, "startup": "stay"},
                    {"outlet": 2, "startup": "off"},
                    {"outlet": 3, "startup": "off"},
                ]
            },
            id="power-on state of a channel",
        ),
    ],
)
async def test_payload(
    home: Home,
    target: tuple[str, str],
    action: str,
    data: dict[str, Any],
    params: dict[str, Any],
) -> None:
    """Each command sends what the device understands, and nothing else."""
    assert await sent_by(home, target, action, **data) == [params]
