"""Tests of the connection, of pushes and of figures that grow old."""

import json
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    mock_restore_cache_with_extra_data,
)

from homeassistant.const import EVENT_STATE_CHANGED, EVENT_STATE_REPORTED
from homeassistant.core import Event, HomeAssistant, State, callback

from .home import SENTINEL, Home, until

FAMILY = "GET /v2/family"
LAMP = "Kitchen lamp"
OTHER = "Coffee machine"
BRIDGE = "Zigbee bridge"
DOOR = "Front door"
METER = "Washing machine"
ALARM = "alarm_1"
LOST = "The connection to the eWeLink cloud is lost"
BACK = "The connection to the eWeLink cloud is back"


class Writes:
    """The entities whose states were written, as changed or as the same again."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Listen."""
        self.changed: list[str] = []
        self.repeated: list[str] = []
        hass.bus.async_listen(EVENT_STATE_CHANGED, self._note_change)
        hass.bus.async_listen(
            EVENT_STATE_REPORTED,
            self._note_repetition,
            event_filter=callback(lambda _: True),
        )

    @callback
    def _note_change(self, event: Event[Any]) -> None:
        self.changed.append(event.data["entity_id"])

    @callback
    def _note_repetition(self, event: Event[Any]) -> None:
        self.repeated.append(event.data["entity_id"])


async def _writes_of(home: Home, device: str, params: dict[str, Any]) -> Writes:
    """Push params; return what was written because of it."""
    writes = Writes(home.hass)
    home.simulator.push(device, params)
    await home.delivered()
    sentinel = home.entity_id(SENTINEL)
    writes.changed = [it for it in writes.changed if it != sentinel]
    return writes


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


# Availability


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
    writes = Writes(home.hass)
    await home.stop_cloud(freezer)
    await home.pass_time(freezer, 3)
    await home.simulator.start()
    await home.pass_time(freezer, 20)
    await until(lambda: home.simulator.sessions)
    await home.pass_time(freezer, 60, step=5)

    assert writes.changed == []
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


# Pushes


async def test_only_readers_of_what_changed_are_written(home: Home) -> None:
    """A push wakes the entities of its device that read the changed keys."""
    await home.set_up()
    writes = await _writes_of(home, METER, {"power": "20.00", "switch": "off"})

    assert sorted(writes.changed) == sorted(
        [home.entity_id(METER, "power"), home.entity_id(METER)]
    )
    assert writes.repeated == []


async def test_push_that_changes_nothing_writes_nothing(home: Home) -> None:
    """Devices often repeat what is known."""
    await home.set_up()
    params = {key: home.sim(LAMP).params[key] for key in ("switch", "rssi", "startup")}
    writes = await _writes_of(home, LAMP, params)

    assert (writes.changed, writes.repeated) == ([], [])


async def test_push_of_what_nobody_reads_writes_nothing(home: Home) -> None:
    """Devices report much that no entity shows."""
    await home.set_up()
    writes = await _writes_of(home, LAMP, {"timers": [1, 2, 3]})

    assert (writes.changed, writes.repeated) == ([], [])


async def test_push_of_one_outlet_changes_one_channel(home: Home) -> None:
    """The array is one key of params, yet only the channel that changed is woken."""
    await home.set_up()
    params = {"switches": [{"outlet": 2, "switch": "on"}]}
    writes = await _writes_of(home, "Garden relay", params)

    assert writes.changed == [home.entity_id("Garden relay", "switch_2")]
    assert writes.repeated == []


async def test_switch_on_one_channel_leaves_the_others(home: Home) -> None:
    """Arrays of outlets merge by outlet."""
    await home.set_up()
    home.simulator.push("Garden relay", {"switches": [{"outlet": 2, "switch": "on"}]})
    await home.becomes("Garden relay", "on", "switch_2")

    states = [home.state("Garden relay", f"switch_{n}") for n in range(4)]
    assert states == ["off", "on", "on", "off"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("not JSON", id="no JSON"),
        pytest.param("[1, 2]", id="a list"),
        pytest.param("{}", id="empty"),
        pytest.param('{"action": "update"}', id="no device"),
        pytest.param('{"action": "update", "deviceid": 5}', id="odd device"),
        pytest.param(
            '{"action": "update", "deviceid": "1001500001", "params": null}',
            id="params are null",
        ),
        pytest.param(
            '{"action": "sysmsg", "deviceid": "1001500001", "params": {}}',
            id="no online state",
        ),
        pytest.param('{"action": "report", "params": {"x": 1}}', id="unknown action"),
    ],
)
async def test_odd_frame_is_ignored(
    home: Home, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever comes, what follows is heard."""
    await home.set_up()
    home.simulator.push_text(text)
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "on")

    assert not [it for it in caplog.records if it.levelno > logging.WARNING]


async def test_error_of_an_entity_does_not_stop_the_others(home: Home) -> None:
    """A listener that fails harms no other device."""
    await home.set_up()

    @callback
    def _fail() -> None:
        raise RuntimeError

    device_id = home.sim(LAMP).device_id
    home.coordinator.async_add_listener(_fail, (device_id, {"switch"}))
    home.simulator.press(LAMP)
    home.simulator.press(OTHER)

    await home.becomes(OTHER, "on")


async def test_no_listener_is_left(home: Home) -> None:
    """An unload leaves nobody who listens."""
    await home.set_up()
    listeners = home.coordinator.inventory.listeners
    assert listeners._by_device
    await home.hass.config_entries.async_unload(home.entry.entry_id)

    assert listeners._by_device == {}


# Figures that grow old


async def test_figure_of_the_list_is_of_unknown_age(home: Home) -> None:
    """What the cloud remembers of a meter is not shown as live."""
    await home.set_up()

    assert home.sim(METER).params["power"] == "312.40"
    assert home.state(METER, "power") == "unknown"


async def test_figure_grows_old(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Ten minutes after its report a figure is unknown, not before."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50"})
    await home.becomes(METER, "20.5", "power")
    await home.pass_time(freezer, 599, step=10)
    assert home.state(METER, "power") == "20.5"

    await home.pass_time(freezer, 2)
    assert home.state(METER, "power") == "unknown"
    assert home.state(METER) == "on"


async def test_report_keeps_a_figure_fresh(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The ten minutes start anew with each report, also of the same figure."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50"})
    await home.becomes(METER, "20.5", "power")
    for _ in range(3):
        await home.pass_time(freezer, 400, step=50)
        home.simulator.push(METER, {"power": "20.50"})
        await home.delivered()
        assert home.state(METER, "power") == "20.5"

    await home.pass_time(freezer, 602, step=50)
    assert home.state(METER, "power") == "unknown"


async def test_figures_grow_old_one_by_one(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The voltage does not keep the power fresh."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50", "voltage": "230.00"})
    await home.becomes(METER, "20.5", "power")
    await home.pass_time(freezer, 400, step=50)
    home.simulator.push(METER, {"voltage": "231.00"})
    await home.pass_time(freezer, 210, step=50)

    assert home.state(METER, "power") == "unknown"
    assert home.state(METER, "voltage") == "231"


async def test_same_figure_after_it_grew_old(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A report of the old figure is news again."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50"})
    await home.becomes(METER, "20.5", "power")
    await home.pass_time(freezer, 605, step=50)
    home.simulator.push(METER, {"power": "20.50"})

    await home.becomes(METER, "20.5", "power")


async def _energy(home: Home, raw: int) -> str:
    home.simulator.push("Desk", {"dayKwh": raw})
    await home.delivered()
    return home.state("Desk", "energy_today")


async def test_energy_never_seems_to_run_backwards(home: Home) -> None:
    """A fall of up to 0.1 kWh is jitter, a greater one a new day."""
    await home.set_up()
    assert home.state("Desk", "energy_today") == "0.84"

    shown = [await _energy(home, raw) for raw in (90, 85, 80, 95, 2, 3)]
    assert shown == ["0.9", "0.9", "0.9", "0.95", "0.02", "0.03"]


async def test_energy_goes_on_after_a_restart(home: Home) -> None:
    """Jitter over a restart is jitter as well."""
    entity_id = "sensor.bedroom_desk_energy_today"
    mock_restore_cache_with_extra_data(
        home.hass,
        [
            (
                State(entity_id, "0.9"),
                {"native_value": 0.9, "native_unit_of_measurement": "kWh"},
            )
        ],
    )
    await home.set_up()

    assert home.entity_id("Desk", "energy_today") == entity_id
    assert home.state("Desk", "energy_today") == "0.9"


async def test_alarm_of_a_radio_sensor(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A radio sensor tells only that it was triggered; it is off after a while."""
    await home.set_up()
    assert home.state("RF bridge", ALARM) == "off"
    home.simulator.press("RF bridge", "1")
    await home.becomes("RF bridge", "on", ALARM)
    await home.pass_time(freezer, 115, step=5)
    assert home.state("RF bridge", ALARM) == "on"

    await home.pass_time(freezer, 10, step=5)
    assert home.state("RF bridge", ALARM) == "off"
