"""Tests of the connection and of who is available."""

import json
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    async_capture_events,
)

from homeassistant.const import EVENT_STATE_CHANGED

from .home import Home, until

FAMILY = "GET /v2/family"
LAMP = "Kitchen lamp"
OTHER = "Coffee machine"
BRIDGE = "Zigbee bridge"
DOOR = "Front door"
LOST = "The connection to the eWeLink cloud is lost"
BACK = "The connection to the eWeLink cloud is back"


def _push_raw(home: Home, device: str, params: dict[str, Any]) -> None:
    frame = {
        "action": "update",
        "deviceid": home.sim(device).device_id,
        "apikey": home.simulator.account.apikey,
        "params": params,
    }
    home.simulator.push_text(json.dumps(frame))


def _lines(caplog: pytest.LogCaptureFixture, message: str) -> list[int]:
    return [it.levelno for it in caplog.records if it.getMessage() == message]


async def test_device_goes_offline_and_comes_back(home: Home) -> None:
    """The cloud tells when a device is gone, and when it is there again."""
    await home.set_up()
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")
    assert home.state(OTHER) == "off"

    home.simulator.set_online(LAMP, True)
    await home.becomes(LAMP, "off")


async def test_device_that_is_offline_from_the_start(home: Home) -> None:
    """The list tells so."""
    await home.set_up()

    assert home.state("Attic light") == "unavailable"


async def test_bridge_takes_its_children_along(home: Home) -> None:
    """Without its bridge nothing is heard of a device."""
    await home.set_up()
    home.simulator.set_online(BRIDGE, False)
    await home.becomes(DOOR, "unavailable", "door")
    assert home.state(BRIDGE, "online") == "off"

    home.simulator.set_online(BRIDGE, True)
    await home.becomes(DOOR, "off", "door")
    assert home.state(BRIDGE, "online") == "on"


async def test_report_brings_a_device_back(home: Home) -> None:
    """Who reports is online, whatever was told before."""
    await home.set_up()
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")
    _push_raw(home, LAMP, {"switch": "on"})

    await home.becomes(LAMP, "on")


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({"subDevRssi": 127}, id="bridge does not hear the device"),
        pytest.param({}, id="nothing"),
    ],
)
async def test_report_that_is_no_sign_of_life(
    home: Home, params: dict[str, Any]
) -> None:
    """A bridge also reports on devices that it cannot hear."""
    await home.set_up()
    home.simulator.set_online(DOOR, False)
    await home.becomes(DOOR, "unavailable", "door")
    _push_raw(home, DOOR, params)
    await home.delivered()

    assert home.state(DOOR, "door") == "unavailable"


async def test_short_loss_is_not_noticed(
    home: Home, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """Entities stay available over a loss of less than 30 seconds."""
    await home.set_up()
    changes = async_capture_events(home.hass, EVENT_STATE_CHANGED)
    await home.stop_cloud(freezer)
    await home.pass_time(freezer, 3)
    await home.simulator.start()
    await home.pass_time(freezer, 20)
    await until(lambda: home.simulator.sessions)
    await home.pass_time(freezer, 60, step=5)

    changed = {it.data["entity_id"] for it in changes}
    # The attempts to come back are calls, which are counted.
    assert changed == {"sensor.ewelink_account_calls_this_month"}
    assert LOST not in caplog.text


async def test_longer_loss(
    home: Home, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """After 30 seconds entities are unavailable; loss and return are logged once."""
    await home.set_up()
    await home.stop_cloud(freezer)
    await home.pass_time(freezer, 32)
    assert home.state(LAMP) == "unavailable"
    assert home.state(BRIDGE, "online") == "unavailable"
    await home.pass_time(freezer, 600, step=10)
    assert _lines(caplog, LOST) == [logging.INFO]
    assert BACK not in caplog.text

    home.sim(OTHER).params["switch"] = "on"
    await home.simulator.start()
    await home.pass_time(freezer, 320, step=5)
    await home.becomes(OTHER, "on")
    assert home.state(LAMP) == "off"
    assert _lines(caplog, LOST) == [logging.INFO]
    assert _lines(caplog, BACK) == [logging.INFO]


async def test_list_is_read_after_a_reconnection(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What was missed meanwhile is there afterwards."""
    await home.set_up()
    home.simulator.drop_sockets()
    await until(lambda: not home.simulator.sessions)
    home.simulator.press(LAMP)
    await home.pass_time(freezer, 3)

    await home.becomes(LAMP, "on")
    assert home.lists_read == 2


async def test_failed_list_leaves_entities_available(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The socket is what counts."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, status=500, times=None)
    await home.pass_time(freezer, 6 * 3600 + 60, step=60)
    assert home.lists_read > 1

    assert home.state(LAMP) == "off"
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "on")


async def test_failed_list_is_read_again_soon(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The next try comes after a minute, not after six hours."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, status=500)
    home.sim(OTHER).params["switch"] = "on"
    await home.coordinator.async_refresh()
    assert home.state(OTHER) == "off"

    await home.pass_time(freezer, 62)
    await home.becomes(OTHER, "on")
