"""Tests of the numbers."""

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform
from homeassistant.exceptions import ServiceValidationError

from .entities import compare, sent_by, set_up_all
from .home import Home

LAMP = "Kitchen lamp"


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    await compare(home, Platform.NUMBER, snapshot)


async def test_inching_time_of_a_channel(home: Home) -> None:
    """The device is told the inching of all its channels, and nothing else."""
    target = ("Hall switch", "inching_time_0")
    sent = await sent_by(home, target, "number.set_value", value=2.5)
    assert sent == [
        {
            "pulses": [
                {"outlet": 0, "pulse": "off", "width": 2500},
                {"outlet": 1, "pulse": "off", "width": 1000},
                {"outlet": 2, "pulse": "off", "width": 1000},
                {"outlet": 3, "pulse": "off", "width": 1000},
            ]
        }
    ]


async def test_inching_time_while_inching_is_off(home: Home) -> None:
    """The device would not take it, so it is told to the user."""
    await set_up_all(home)
    number = home.entity_id(LAMP, "inching_time")
    with pytest.raises(ServiceValidationError, match=LAMP):
        await home.call("set_value", number, domain="number", value=3)

    assert home.sent(LAMP) == []
