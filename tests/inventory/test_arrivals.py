"""Tests of devices that are found, and of when the list is read for them."""

from collections.abc import Callable
from itertools import pairwise

from freezegun.api import FrozenDateTimeFactory

from ..home import Home, until
from ..simulator import Simulator, large_home
from ..simulator.factory import Row, relay_params

THINGS = "GET /v2/device/thing"
LAMP = "Kitchen lamp"
LIST_CHANGED = '{"action":"notify","params":{"type":"addDevice"}}'


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
    row = Row(name="New lamp", uiid=1, params=relay_params(), online=False)
    home.simulator.add_device(row)
    home.simulator.push_text(LIST_CHANGED)
    await home.delivered()
    await home.pass_time(freezer, 300, step=5)

    await home.becomes("New lamp", "unavailable")


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
