"""Tests of devices whose work mode decides what they are."""

import pytest

from ..home import Home
from ..simulator.factory import Row

SWITCHES = [{"outlet": outlet, "switch": "off"} for outlet in range(4)]


def _add(home: Home, uiid: int, **params: object) -> None:
    home.simulator.add_device(
        Row(name="Two modes", uiid=uiid, params={"switches": SWITCHES, **params})
    )


@pytest.mark.parametrize("uiid", [126, 211])
async def test_mode_takes_features_away(home: Home, uiid: int) -> None:
    """What the device cannot do in its new mode is unavailable, and back with it."""
    _add(home, uiid, workMode=1)
    await home.set_up()
    assert home.state("Two modes", "switch_0") == "off"

    home.simulator.push("Two modes", {"workMode": 2})
    await home.becomes("Two modes", "unavailable", "switch_0")
    home.simulator.push("Two modes", {"workMode": 1})
    await home.becomes("Two modes", "off", "switch_0")


async def test_channels_of_another_mode(home: Home) -> None:
    """A channel that shows nothing has no device of its own."""
    _add(home, 211, workMode=2)
    await home.set_up()
    device_id = home.sim("Two modes").device_id
    assert home.find_device(device_id) is not None
    assert home.find_device(device_id, 0) is None

    home.simulator.push("Two modes", {"workMode": 1})
    await home.becomes("Two modes", "off", "switch_0")
    assert home.find_device(device_id, 0) is not None
