"""Tests of the sensor that tells why a device is not available."""

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.helpers import entity_registry as er

from .home import Home, until
from .simulator import Simulator

LAMP = "Kitchen lamp"
BRIDGE = "Zigbee bridge"
BEHIND = "Front door"

pytestmark = pytest.mark.usefixtures("everything_enabled")


def _is(home: Home, device: str, state: str) -> bool:
    return home.has_state(device, state, "connection")


async def _becomes(home: Home, device: str, state: str) -> None:
    await home.becomes(device, state, "connection")


async def test_every_device_has_one(home: Home) -> None:
    """Whatever its type, a device has the sensor, on the main device."""
    await home.set_up()
    for device in home.simulator.devices.values():
        if device.device_id not in home.coordinator.data:
            continue
        entity_id = home.entity_id(device.name, "connection")
        entity = er.async_get(home.hass).async_get(entity_id)
        assert entity is not None
        assert entity.device_id == home.device(device.name).id
    assert _is(home, LAMP, "online")
    assert _is(home, "Mystery box", "online")


async def test_device_that_is_added(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A device that appears brings its sensor."""
    home.sim(LAMP).absent = True
    await home.set_up()
    assert home.find_entity(LAMP, "connection") is None
    home.sim(LAMP).absent = False
    await home.read_list(freezer)

    await _becomes(home, LAMP, "online")


async def test_device_offline(home: Home) -> None:
    """A device that the cloud does not reach is offline, until it is back."""
    await home.set_up()
    assert _is(home, "Attic light", "device_offline")
    home.simulator.set_online(LAMP, False)
    await _becomes(home, LAMP, "device_offline")
    home.simulator.set_online(LAMP, True)
    await _becomes(home, LAMP, "online")


async def test_bridge_offline(home: Home) -> None:
    """What is behind a bridge names the bridge, which names itself."""
    await home.set_up()
    home.simulator.set_online(BRIDGE, False)
    await _becomes(home, BEHIND, "bridge_offline")
    assert _is(home, BRIDGE, "device_offline")

    home.simulator.set_online(BRIDGE, True)
    await _becomes(home, BEHIND, "online")


async def test_bridge_missing(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A bridge that is not listed is as good as offline."""
    await home.set_up()
    home.sim(BRIDGE).absent = True
    await home.read_list(freezer)

    assert _is(home, BRIDGE, "not_in_account")
    assert _is(home, BEHIND, "bridge_offline")


async def test_not_in_account(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A device that the last list left out says so, until the next one has it."""
    await home.set_up()
    home.sim(LAMP).absent = True
    await home.read_list(freezer)
    assert _is(home, LAMP, "not_in_account")

    home.sim(LAMP).absent = False
    await home.pass_time(freezer, 70, step=5)
    assert _is(home, LAMP, "online")


async def test_offline_device_that_is_listed_again(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The cause changes although the device is as unavailable as before."""
    await home.set_up()
    home.simulator.set_online(LAMP, False)
    await _becomes(home, LAMP, "device_offline")
    home.sim(LAMP).absent = True
    await home.read_list(freezer)
    assert _is(home, LAMP, "not_in_account")
    home.sim(LAMP).absent = False
    await home.pass_time(freezer, 70, step=5)

    assert _is(home, LAMP, "device_offline")


async def test_account_offline(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A lost connection is told when the grace time is over."""
    await home.set_up()
    await home.stop_cloud(freezer)
    await home.pass_time(freezer, 20)
    assert _is(home, LAMP, "online")
    await home.pass_time(freezer, 15)
    assert _is(home, LAMP, "account_offline")
    assert _is(home, "Attic light", "account_offline")
    assert home.state(LAMP) == "unavailable"

    await home.simulator.start()
    await home.pass_time(freezer, 320, step=5)
    await _becomes(home, LAMP, "online")
    await _becomes(home, "Attic light", "device_offline")


async def test_sign_in_needed_on_the_socket(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Tokens that the socket finds refused need a sign-in, which is told at once."""
    await home.set_up()
    home.simulator.kill_tokens()
    home.simulator.drop_sockets()
    while not home.hass.config_entries.flow.async_progress():
        await home.pass_time(freezer, 1)
    assert _is(home, LAMP, "sign_in_needed")
    assert home.state(LAMP) == "off"
    await home.pass_time(freezer, 35)

    assert _is(home, LAMP, "sign_in_needed")
    assert home.state(LAMP) == "unavailable"


async def test_sign_in_needed_for_the_list(home: Home) -> None:
    """Tokens that a read of the list finds refused need a sign-in as well."""
    await home.set_up()
    home.simulator.kill_tokens()
    await home.coordinator.async_refresh()

    assert _is(home, LAMP, "sign_in_needed")


async def test_signing_in_again(home: Home) -> None:
    """After the sign-in the devices are online."""
    await home.set_up()
    home.simulator.kill_tokens()
    await home.coordinator.async_refresh()
    await home.hass.async_block_till_done()
    flow = home.hass.config_entries.flow
    [progress] = flow.async_progress()
    account = home.simulator.account
    typed = {"username": account.username, "password": account.password}
    await flow.async_configure(progress["flow_id"], typed)
    await home.hass.async_block_till_done()

    await until(lambda: _is(home, LAMP, "online"))


async def test_list_that_is_read_after_all(home: Home) -> None:
    """A refusal that passes leaves nothing behind."""
    await home.set_up()
    home.simulator.fail_next("GET /v2/family", error=406)
    home.simulator.fail_next("POST /v2/user/refresh", error=400)
    await home.coordinator.async_refresh()
    assert _is(home, LAMP, "sign_in_needed")
    await home.coordinator.async_refresh()

    assert _is(home, LAMP, "online")


async def test_reports_do_not_wake_it(home: Home) -> None:
    """What a device reports, or another one does, writes no state of the sensor."""
    await home.set_up()
    events = async_capture_events(home.hass, EVENT_STATE_CHANGED)
    before = home.hass.states.get(home.entity_id(LAMP, "connection"))
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "on")
    home.simulator.set_online("Water heater", False)
    await _becomes(home, "Water heater", "device_offline")

    now = home.hass.states.get(home.entity_id(LAMP, "connection"))
    assert before is not None
    assert now is not None
    assert now.last_reported == before.last_reported
    assert events


async def test_update_asks_the_device_only(home: Home, simulator: Simulator) -> None:
    """An update of the sensor reads no list."""
    await home.set_up()
    simulator.clear_counters()
    entity = home.hass.data["entity_components"]["sensor"].get_entity(
        home.entity_id(LAMP, "connection")
    )
    assert entity is not None
    await entity.async_update()

    assert simulator.calls == []
    assert len(home.sent(LAMP, "query")) == 1


async def test_unloaded(home: Home) -> None:
    """Without its entry the sensor tells nothing."""
    await home.set_up()
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await home.hass.async_block_till_done()

    assert _is(home, LAMP, "unavailable")
