"""Tests of what tells that a device is online, and what does not."""

from typing import Any, Final

import orjson
import pytest

from custom_components.ewelink.api.messages import Origin

from ..home import Home
from .two_accounts import GATE, disable, other

LAMP: Final = "Kitchen lamp"
NO_SIGNS: Final = [
    pytest.param({}, id="nothing"),
    pytest.param({"subDevRssi": 127}, id="not heard by its bridge"),
    pytest.param(None, id="null"),
    pytest.param([], id="list"),
]


def _report(home: Home, device: str, params: Any) -> None:
    """Let a report come, of a device that the cloud has called offline."""
    sim = home.sim(device)
    frame = {
        "action": "update",
        "deviceid": sim.device_id,
        "apikey": sim.apikey,
        "userAgent": "device",
        "params": params,
    }
    home.simulator.push_text(orjson.dumps(frame).decode())


async def _go_offline(home: Home, device: str) -> None:
    home.simulator.set_online(device, False)
    await home.becomes(device, "unavailable")


@pytest.mark.parametrize("params", NO_SIGNS)
async def test_no_sign_of_life(home: Home, params: Any) -> None:
    """A report that holds nothing of the device leaves it offline."""
    await home.set_up()
    await _go_offline(home, LAMP)
    _report(home, LAMP, params)
    await home.delivered()

    assert home.state(LAMP) == "unavailable"
    _report(home, LAMP, {"switch": "on"})
    await home.becomes(LAMP, "on")


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({"subDevRssi": -60}, id="heard by its bridge"),
        pytest.param({"subDevRssi": 127, "battery": 90}, id="more than that"),
        pytest.param({"unknown": None}, id="what nobody reads"),
    ],
)
async def test_sign_of_life(home: Home, params: dict[str, Any]) -> None:
    """Any other report tells that the device is online."""
    await home.set_up()
    await _go_offline(home, LAMP)
    _report(home, LAMP, params)
    await home.becomes(LAMP, "off")


@pytest.mark.parametrize("origin", [Origin.ANSWER, Origin.LIST])
async def test_what_the_cloud_remembers(home: Home, origin: Origin) -> None:
    """It tells nothing of whether the device is online."""
    await home.set_up()
    await _go_offline(home, LAMP)
    device_id = home.sim(LAMP).device_id
    home.coordinator.inventory.pushes.async_merge(device_id, {"switch": "on"}, origin)

    assert home.state(LAMP) == "unavailable"


@pytest.mark.parametrize("params", NO_SIGNS)
async def test_hidden_device_without_a_sign_of_life(home: Home, params: Any) -> None:
    """It is offline when it is shown again."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    await _go_offline_elsewhere(home, neighbour)
    _report(home, GATE, params)
    await home.delivered()
    await disable(neighbour)

    assert home.state(GATE) == "unavailable"


async def test_hidden_device_that_the_cloud_remembers(home: Home) -> None:
    """An answer about it is no sign of its life."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    await _go_offline_elsewhere(home, neighbour)
    device_id = home.sim(GATE).device_id
    home.coordinator.inventory.pushes.async_merge(
        device_id, {"switch": "on"}, Origin.ANSWER
    )
    await disable(neighbour)

    assert home.state(GATE) == "unavailable"


async def _go_offline_elsewhere(home: Home, neighbour: Home) -> None:
    home.simulator.set_online(GATE, False)
    await neighbour.becomes(GATE, "unavailable")
    await home.delivered()
