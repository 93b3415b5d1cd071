"""Tests of devices that come, go and change."""

from collections.abc import Callable
from itertools import pairwise
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from .home import Home, until
from .simulator import Simulator, large_home
from .simulator.factory import Row, relay_params

THINGS = "GET /v2/device/thing"
FAMILY = "GET /v2/family"
LAMP = "Kitchen lamp"
LIST_CHANGED = '{"action":"notify","params":{"type":"addDevice"}}'


def _push_past(home: Home, device: str, params: dict[str, Any]) -> None:
    """Push what the list, on its way already, does not tell yet."""
    frame = {
        "action": "update",
        "deviceid": home.sim(device).device_id,
        "apikey": home.simulator.account.apikey,
        "params": params,
    }
    home.simulator.push_text(json.dumps(frame))


def _tell_online(home: Home, device: str, *, online: bool) -> None:
    frame = {
        "action": "sysmsg",
        "deviceid": home.sim(device).device_id,
        "params": {"online": online},
    }
    home.simulator.push_text(json.dumps(frame))


def _is_listed(home: Home, device_id: str) -> bool:
    return device_id in home.coordinator.data


async def _gaps_between_reads(
    home: Home, freezer: FrozenDateTimeFactory, act: Callable[[], None], seconds: int
) -> list[float]:
    """Do something every five seconds; return the times between reads of the list."""
    times = []
    for _ in range(seconds // 5):
        act()
        await home.delivered()
        before = home.lists_read
        await home.pass_time(freezer, 5, step=5)
        if home.lists_read > before:
            times.append(home.hass.loop.time())
    return [late - early for early, late in pairwise(times)]


async def test_setup_waits_for_the_first_page_only(
    home: Home, simulator: Simulator
) -> None:
    """In a large home the first devices are there at once, the others follow."""
    simulator.cloud.world = large_home(250)
    simulator.delay(0.2, THINGS)
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    assert len(home.coordinator.data) == 100
    assert home.called(THINGS) <= 2

    await home.later_pages()
    assert len(home.coordinator.data) == 250
    last = max(simulator.devices.values(), key=lambda device: device.place.index)
    assert home.find_device(last.device_id)


async def test_later_page_that_fails_is_read_again(
    home: Home, simulator: Simulator
) -> None:
    """A list that breaks off after its first page is read once more."""
    simulator.cloud.world = large_home(150)
    simulator.delay(0.1, THINGS)
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    simulator.fail_next(THINGS, status=403)
    await home.later_pages()

    await until(lambda: len(home.coordinator.data) == 150)


async def test_device_that_is_announced(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A new device appears after five seconds, without a reload."""
    await home.set_up()
    coordinator = home.coordinator
    home.simulator.add_like(LAMP, "New lamp")
    assert home.find_entity("New lamp") is None
    await home.read_list(freezer)

    await home.becomes("New lamp", "off")
    assert home.coordinator is coordinator


async def test_device_that_reports_before_it_is_listed(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A push of an unknown device leads to a read of the list."""
    await home.set_up()
    home.simulator.add_like(LAMP, "New lamp")
    await home.delivered()
    await home.pass_time(freezer, 4)
    assert home.lists_read == 1

    await home.pass_time(freezer, 2)
    assert home.lists_read == 2
    await home.becomes("New lamp", "off")


async def test_unknown_device_is_looked_for_more_and_more_rarely(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that is never listed does not make us read the list all day."""
    await home.set_up()
    stranger = home.simulator.add_device(
        Row(name="Stranger", uiid=1, params=relay_params())
    )
    stranger.hidden = True

    gaps = await _gaps_between_reads(
        home, freezer, lambda: home.simulator.push("Stranger", {"rssi": -40}), 1000
    )
    assert min(gaps) >= 60
    assert gaps[:3] == sorted(gaps[:3])
    assert gaps[2] > 3 * gaps[0]


async def test_list_is_read_once_a_minute_at_most(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """However often the cloud tells that the list changed."""
    await home.set_up()
    gaps = await _gaps_between_reads(
        home, freezer, lambda: home.simulator.push_text(LIST_CHANGED), 210
    )

    assert gaps
    assert min(gaps) >= 60


async def test_each_change_that_is_told_is_read(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Devices that are added one after the other all appear soon."""
    await home.set_up()
    for number in range(4):
        home.simulator.add_like(LAMP, f"Lamp {number}")
        home.simulator.push_text(LIST_CHANGED)
        await home.delivered()
        await home.pass_time(freezer, 75, step=5)
        await home.becomes(f"Lamp {number}", "off")


async def test_change_that_is_told_after_idle_ones_is_read(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """That nothing had changed the last times does not mean that nothing has now."""
    await home.set_up()
    for _ in range(3):
        home.simulator.push_text(LIST_CHANGED)
        await home.delivered()
        await home.pass_time(freezer, 75, step=5)
    home.simulator.add_like(LAMP, "New lamp").hidden = False
    home.simulator.push_text(LIST_CHANGED)
    await home.delivered()
    await home.pass_time(freezer, 75, step=5)

    await home.becomes("New lamp", "off")


async def test_change_while_the_list_is_read(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A change that is told during a read is in the next one."""
    await home.set_up()
    home.simulator.delay(1, THINGS)
    reading = home.hass.async_create_task(home.coordinator.async_refresh())
    await until(lambda: home.called(THINGS) > 3)
    home.simulator.push_text(LIST_CHANGED)
    await home.delivered()
    home.simulator.clear_faults()
    freezer.tick(1.5)
    await until(reading.done)
    home.simulator.add_like(LAMP, "New lamp")
    await home.pass_time(freezer, 10)

    await home.becomes("New lamp", "off")


async def test_removed_device(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A device that is not listed is unavailable, and a minute later it leaves."""
    await home.set_up()
    entity_id, device_id = home.entity_id(LAMP), home.sim(LAMP).device_id
    home.simulator.remove_device(LAMP)
    await home.read_list(freezer)
    state = home.hass.states.get(entity_id)
    assert state is not None
    assert state.state == "unavailable"
    assert home.find_device(device_id)

    await home.pass_time(freezer, 50, step=5)
    assert home.find_device(device_id)
    await home.pass_time(freezer, 15, step=5)
    await until(lambda: home.hass.states.get(entity_id) is None)
    assert home.find_device(device_id) is None
    assert not _is_listed(home, device_id)


async def test_device_with_channels_leaves_whole(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Channels go with their device."""
    await home.set_up()
    device_id = home.sim("Garden relay").device_id
    home.simulator.remove_device("Garden relay")
    await home.read_list(freezer)
    await home.pass_time(freezer, 70, step=5)

    await until(lambda: not _is_listed(home, device_id))
    assert home.find_device(device_id) is None
    assert home.find_device(device_id, 0) is None


async def test_missing_device_that_is_listed_again(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that one list left out stays."""
    await home.set_up()
    home.sim(LAMP).hidden = True
    await home.read_list(freezer)
    assert home.state(LAMP) == "unavailable"

    home.sim(LAMP).hidden = False
    await home.pass_time(freezer, 70, step=5)
    assert home.state(LAMP) == "off"
    await home.pass_time(freezer, 120, step=5)
    assert home.state(LAMP) == "off"


async def test_removed_device_that_comes_back(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that left can be added again."""
    await home.set_up()
    device_id = home.sim(LAMP).device_id
    home.sim(LAMP).hidden = True
    await home.read_list(freezer)
    await home.pass_time(freezer, 70, step=5)
    await until(lambda: not _is_listed(home, device_id))
    home.sim(LAMP).hidden = False
    await home.read_list(freezer)

    await home.becomes(LAMP, "off")
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "on")


async def test_removed_bridge_takes_its_children(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What is behind a bridge that is not listed is unavailable."""
    await home.set_up()
    home.sim("Zigbee bridge").hidden = True
    await home.read_list(freezer)

    assert home.state("Front door", "door") == "unavailable"


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"status": 500}, id="HTTP 500"),
        pytest.param({"error": 412}, id="quota"),
        pytest.param({"error": 5}, id="refused"),
    ],
)
@pytest.mark.parametrize("interface", [FAMILY, THINGS])
async def test_failed_list_removes_nothing(
    home: Home, freezer: FrozenDateTimeFactory, interface: str, fault: dict[str, Any]
) -> None:
    """A list that could not be read says nothing about what is not in it."""
    await home.set_up()
    home.sim("Water heater").hidden = True
    home.simulator.fail_next(interface, times=None, **fault)
    home.simulator.push_text(LIST_CHANGED)
    await home.pass_time(freezer, 200, step=5)

    assert home.called(interface) >= 3
    assert home.state("Water heater") == "off"
    assert home.state(LAMP) == "off"


async def test_partial_list_removes_nothing(home: Home) -> None:
    """A list that breaks off says nothing either about the homes that were read."""
    await home.set_up()
    home.sim(LAMP).hidden = True
    home.simulator.delay(0.1, THINGS)
    before = len(home.simulator.calls)
    reading = home.hass.async_create_task(home.coordinator.async_refresh())
    await until(lambda: [it for it in home.simulator.calls[before + 1 :] if it.status])
    home.simulator.fail_next(THINGS, status=403)
    await until(reading.done)

    assert home.state(LAMP) == "off"


async def test_second_list_that_fails(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Only a second complete list removes what the first one did not hold."""
    await home.set_up()
    device_id = home.sim(LAMP).device_id
    home.simulator.remove_device(LAMP)
    await home.read_list(freezer)
    home.simulator.fail_next(FAMILY, status=500)
    await home.pass_time(freezer, 70, step=5)
    assert home.find_device(device_id)

    await home.pass_time(freezer, 70, step=5)
    assert home.find_device(device_id) is None


async def test_device_that_left_while_home_assistant_was_off(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The registry does not keep what the account has no longer."""
    await home.set_up()
    device_id = home.sim(LAMP).device_id
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    home.simulator.remove_device(LAMP)
    await home.set_up()
    assert home.find_device(device_id)

    await home.pass_time(freezer, 70, step=5)
    assert home.find_device(device_id) is None


async def test_feature_that_appears_later(home: Home) -> None:
    """A key that a device tells for the first time gives an entity."""
    await home.set_up()
    assert home.find_entity("Coffee machine", "power_on_state") is None
    home.simulator.push("Coffee machine", {"startup": "stay"})

    await home.becomes("Coffee machine", "stay", "power_on_state")


async def test_push_is_newer_than_a_list_on_its_way(home: Home) -> None:
    """What was pushed while a page was on its way is not overwritten by it."""
    await home.set_up()
    home.simulator.delay(0.2, THINGS)
    before = home.called(THINGS)
    reading = home.hass.async_create_task(home.coordinator.async_refresh())
    await until(lambda: home.called(THINGS) > before)
    _push_past(home, LAMP, {"switch": "on"})
    await home.becomes(LAMP, "on")
    await until(reading.done)

    assert home.state(LAMP) == "on"


async def test_online_push_is_newer_than_a_list_on_its_way(home: Home) -> None:
    """So it is with the news that a device is offline."""
    await home.set_up()
    home.simulator.delay(0.2, THINGS)
    before = home.called(THINGS)
    reading = home.hass.async_create_task(home.coordinator.async_refresh())
    await until(lambda: home.called(THINGS) > before)
    _tell_online(home, LAMP, online=False)
    await home.becomes(LAMP, "unavailable")
    await until(reading.done)

    assert home.state(LAMP) == "unavailable"


async def test_command_is_newer_than_a_list_on_its_way(home: Home) -> None:
    """So it is with what a device has acknowledged meanwhile."""
    await home.set_up()
    home.simulator.delay(0.2, THINGS)
    before = home.called(THINGS)
    reading = home.hass.async_create_task(home.coordinator.async_refresh())
    await until(lambda: home.called(THINGS) > before)
    await home.call("turn_on", home.entity_id(LAMP))
    home.sim(LAMP).params["switch"] = "off"
    await until(reading.done)

    assert home.state(LAMP) == "on"


async def test_list_tells_what_no_push_told(home: Home) -> None:
    """A newer state in the list reaches the entities."""
    await home.set_up()
    home.sim(LAMP).params["switch"] = "on"
    home.sim("Coffee machine").online = False
    await home.coordinator.async_refresh()

    assert home.state(LAMP) == "on"
    assert home.state("Coffee machine") == "unavailable"


async def test_list_is_read_every_six_hours(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """There is no other polling."""
    await home.set_up()
    home.simulator.clear_counters()
    await home.pass_time(freezer, 5.9 * 3600, step=60)
    assert home.simulator.calls == []

    await home.pass_time(freezer, 0.2 * 3600, step=60)
    assert home.lists_read == 1
