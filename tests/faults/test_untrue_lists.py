"""Lists that are read well and are not whole: nothing of them is believed."""

from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.helpers import issue_registry as ir

from ..home import Home, until
from ..simulator import Simulator, large_home
from ..simulator.things import page

FAMILY: Final = "GET /v2/family"
THINGS: Final = "GET /v2/device/thing"
LAMP: Final = "Kitchen lamp"
HEATER: Final = "Water heater"
VANISHED: Final = "vanished_devices"
HOUR: Final = 3600


@pytest.fixture
async def simulator(socket_enabled: None) -> Any:
    """Run a cloud without the limits, as time is moved here."""
    simulator = Simulator()
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def home(hass_at_simulator: Any, simulator: Simulator, quick: None) -> Home:
    """Return an account without the pace of the limits."""
    return Home(hass_at_simulator, simulator)


def _registered(home: Home) -> set[str]:
    return home.coordinator.inventory.registry.known()


def _issues(home: Home) -> set[str]:
    issues = ir.async_get(home.hass).issues.values()
    return {str(it.translation_key) for it in issues if it.domain == DOMAIN}


def _cut(home: Home) -> dict[str, Any]:
    """Return a page with three things of many."""
    family = home.simulator.account.current_family
    return page(home.simulator.world, home.simulator.account, family, 3, -99)


@pytest.mark.parametrize("kind", ["empty", "cut", "no total", "no homes"])
async def test_list_is_not_whole(
    home: Home, freezer: FrozenDateTimeFactory, kind: str
) -> None:
    """No device leaves, nor is it unavailable, however often such a list comes."""
    await home.set_up()
    before, listed = _registered(home), set(home.coordinator.data)
    answers: dict[str, tuple[str, dict[str, Any]]] = {
        "empty": (THINGS, {"thingList": [], "total": 50}),
        "cut": (THINGS, _cut(home)),
        "no total": (THINGS, {"thingList": []}),
        "no homes": (FAMILY, {"familyList": [], "currentFamilyId": ""}),
    }
    interface, data = answers[kind]
    home.simulator.fail_next(interface, times=None, error=0, data=data)
    await home.coordinator.async_refresh()
    await home.pass_time(freezer, 130, step=5)
    await home.pass_time(freezer, 20 * HOUR, step=600)

    assert _registered(home) == before
    assert set(home.coordinator.data) == listed
    assert home.state(LAMP) == "off"


async def test_pages_that_repeat(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The same things twice are no more than once, though they are as many."""
    home.simulator.cloud.world = large_home(40)
    await home.set_up()
    before = _registered(home)
    whole = page(
        home.simulator.world,
        home.simulator.account,
        home.simulator.account.current_family,
        20,
        -99,
    )
    data = {"thingList": [*whole["thingList"], *whole["thingList"]], "total": 40}
    home.simulator.fail_next(THINGS, times=None, error=0, data=data)
    await home.coordinator.async_refresh()
    await home.pass_time(freezer, 2 * HOUR, step=60)

    assert _registered(home) == before


async def test_device_that_is_deleted_among_withheld_ones(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What an APPID is not shown does not keep others for ever."""
    home.sim(HEATER).hidden = True
    device_id = home.sim(LAMP).device_id
    await home.set_up()
    await home.pass_time(freezer, 13 * HOUR, step=300)
    await home.reload()
    await home.pass_time(freezer, 12 * HOUR, step=300)
    home.simulator.remove_device(LAMP)
    await home.pass_time(freezer, HOUR, step=20)

    assert home.find_device(device_id) is None


async def test_device_that_is_deleted_before_that_is_known(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """For a day it is not clear what the list lacks."""
    home.sim(HEATER).hidden = True
    device_id = home.sim(LAMP).device_id
    await home.set_up()
    home.simulator.remove_device(LAMP)
    await home.pass_time(freezer, 20 * HOUR, step=300)
    assert home.find_device(device_id)

    await home.pass_time(freezer, 6 * HOUR, step=60)
    assert home.find_device(device_id) is None


async def test_what_is_withheld_goes_with_the_entry(
    home: Home, hass_storage: dict[str, Any]
) -> None:
    """Nothing is left of it on the disk."""
    home.sim(HEATER).hidden = True
    await home.set_up()
    key = f"ewelink.withheld.{home.entry.entry_id}"
    assert hass_storage[key]["data"]["homes"]
    await home.hass.config_entries.async_remove(home.entry.entry_id)

    assert key not in hass_storage


async def test_most_devices_vanish(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A list that adds up, and lacks most devices, is doubted for half an hour."""
    await home.set_up()
    before = len(_registered(home))
    devices = list(home.simulator.devices.values())[: before // 2 + 3]
    for device in devices:
        device.absent = True
    await home.coordinator.async_refresh()
    assert VANISHED in _issues(home)
    await home.pass_time(freezer, 29 * 60, step=20)
    assert len(_registered(home)) == before
    assert VANISHED in _issues(home)

    await home.pass_time(freezer, 2 * 60, step=20)
    assert len(_registered(home)) < before / 2
    assert VANISHED not in _issues(home)


async def test_most_devices_come_back(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The doubt was right."""
    await home.set_up()
    before = _registered(home)
    for device in home.simulator.devices.values():
        device.absent = True
    await home.coordinator.async_refresh()
    assert VANISHED in _issues(home)
    for device in home.simulator.devices.values():
        device.absent = False
    await home.pass_time(freezer, 16 * 60, step=20)

    assert _issues(home) == set()
    assert home.state(LAMP) == "off"
    await home.pass_time(freezer, HOUR, step=60)
    assert _registered(home) == before


async def test_few_devices_vanish(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Of fewer than five all may go at once."""
    for device in list(home.simulator.devices.values()):
        if device.name not in {LAMP, HEATER}:
            home.simulator.remove_device(device.device_id)
    home.simulator.groups.clear()
    await home.set_up()
    for name in (LAMP, HEATER):
        home.sim(name).absent = True
    await home.read_list(freezer)
    await home.pass_time(freezer, 70, step=5)

    assert _registered(home) == set()
    assert VANISHED not in _issues(home)


@pytest.mark.parametrize(
    ("interface", "data", "times"),
    [
        pytest.param(FAMILY, {"familyList": [], "currentFamilyId": ""}, 2, id="homes"),
        pytest.param(THINGS, {"thingList": [], "total": 20}, 6, id="things"),
    ],
)
async def test_nothing_at_the_start(
    home: Home,
    freezer: FrozenDateTimeFactory,
    interface: str,
    data: dict[str, Any],
    times: int,
) -> None:
    """A first list without anything is read again soon."""
    home.simulator.fail_next(interface, times=times, error=0, data=data)
    await home.set_up()
    assert LAMP not in {it.thing.name for it in home.coordinator.data.values()}
    await home.pass_time(freezer, 60, step=5)

    await home.becomes(LAMP, "off")


async def test_nothing_for_long(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """It is not asked for without end."""
    data: dict[str, Any] = {"familyList": [], "currentFamilyId": ""}
    home.simulator.fail_next(FAMILY, times=None, error=0, data=data)
    await home.set_up()
    await home.pass_time(freezer, 10 * HOUR, step=60)

    assert 15 < home.lists_read < 20
    home.simulator.clear_faults()
    await home.pass_time(freezer, HOUR, step=60)
    await until(lambda: home.has_state(LAMP, "off"))
