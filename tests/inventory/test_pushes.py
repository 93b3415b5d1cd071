"""Tests of pushes: who is woken, and what is ignored."""

import logging
from typing import Any

import pytest

from homeassistant.const import EVENT_STATE_CHANGED, EVENT_STATE_REPORTED
from homeassistant.core import Event, HomeAssistant, callback

from ..home import SENTINEL, Home

LAMP = "Kitchen lamp"
OTHER = "Coffee machine"
METER = "Washing machine"


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
