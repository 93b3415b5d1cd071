"""Tests of how many things a list delivers, beside how many there are."""

import pytest

from custom_components.ewelink.inventory.list_read import Listed
from custom_components.ewelink.issues import AccountIssues

from ..home import Home
from ..simulator import Simulator, large_home
from .homes import show_homes

FAMILY = "GET /v2/family"
THINGS = "GET /v2/device/thing"
TERRACE = "Café terrace ☀"
LAMP = "Kitchen lamp"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Listed]:
    """Return what is told of complete reads, instead of the issues that come of it."""
    told: list[Listed] = []
    monkeypatch.setattr(
        AccountIssues, "async_listed", lambda _, listed: told.append(listed)
    )
    return told


async def test_listed(home: Home) -> None:
    """What was received is counted beside what the cloud counts, groups included."""
    await home.set_up()
    count = len(home.simulator.devices) + len(home.simulator.groups)

    assert home.coordinator.inventory.listed == Listed(received=count, total=count)


async def test_listed_is_told(home: Home, told: list[Listed]) -> None:
    """Who wants to know hears of each complete read."""
    await home.set_up()
    told.clear()
    await home.coordinator.async_refresh()

    assert told == [home.coordinator.inventory.listed]


async def test_things_that_are_counted_only(home: Home) -> None:
    """A device that the APPID is not shown is missing from what was received."""
    home.sim(LAMP).brand = "Other"
    home.sim(TERRACE).brand = "Other"
    await home.set_up()
    listed = home.coordinator.inventory.listed

    assert listed is not None
    assert listed.total - listed.received == 2


async def test_homes_left_out_are_not_counted(home: Home) -> None:
    """Only what is read counts."""
    await home.set_up()
    await show_homes(home, "Cottage")

    assert home.coordinator.inventory.listed == Listed(received=2, total=2)


async def test_pages_count_once(home: Home, simulator: Simulator) -> None:
    """Each page tells the total of its home; it is no sum over pages."""
    simulator.limit_pages(30)
    for number in range(40):
        simulator.add_like(LAMP, f"Lamp {number}")
    await home.set_up()
    count = len(simulator.devices) + len(simulator.groups)

    assert home.coordinator.inventory.listed == Listed(received=count, total=count)


async def test_home_without_a_total(home: Home, simulator: Simulator) -> None:
    """A home that is not counted by the cloud misses nothing."""
    await home.set_up()
    await show_homes(home, "Cottage")
    group = {"itemType": 3, "itemData": {"id": "group"}, "index": 1}
    simulator.fail_next(THINGS, error=0, data={"thingList": [group]})
    await home.coordinator.async_refresh()

    assert home.coordinator.inventory.listed == Listed(received=1, total=1)


@pytest.mark.parametrize("interface", [FAMILY, THINGS])
async def test_failed_read_is_not_told(
    home: Home, told: list[Listed], interface: str
) -> None:
    """A list that breaks off counts nothing."""
    await home.set_up()
    told.clear()
    before = home.coordinator.inventory.listed
    home.simulator.fail_next(interface, status=500, times=None)
    await home.coordinator.async_refresh()

    assert told == []
    assert home.coordinator.inventory.listed == before


async def test_answer_without_homes_is_not_told(home: Home, told: list[Listed]) -> None:
    """An account without homes is an odd answer, which counts nothing."""
    await home.set_up()
    told.clear()
    data = {"familyList": [], "currentFamilyId": ""}
    home.simulator.fail_next(FAMILY, error=0, data=data)
    await home.coordinator.async_refresh()

    assert told == []
    assert home.coordinator.inventory.homes


async def test_nothing_is_listed_before_the_read_is_complete(
    home: Home, simulator: Simulator
) -> None:
    """The first page counts nothing yet."""
    simulator.cloud.world = large_home(150)
    simulator.delay(0.2, THINGS)
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    assert home.coordinator.inventory.listed is None

    await home.later_pages()
    assert home.coordinator.inventory.listed == Listed(received=150, total=150)
