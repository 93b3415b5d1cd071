"""Tests of devices that come back online: each is asked once how it is now."""

from itertools import pairwise
from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.errors import EwelinkError
from custom_components.ewelink.inventory.returned import MOST_WAITING, ReturnedDevices
from homeassistant.core import HomeAssistant

from ..clock import turns
from ..devices.common import device
from ..home import Home, until

LAMP: Final = "Kitchen lamp"
BRIDGE: Final = "Zigbee bridge"
DOOR: Final = "Front door"
RELAY: Final = "Garden relay"


def _asked(home: Home, name: str = LAMP) -> int:
    return len(home.sent(name, "query"))


def _tell_online(home: Home, name: str, *, online: bool) -> None:
    """Let the cloud tell it, and nothing else: no report follows."""
    home.sim(name).online = online
    home.simulator.cloud.devices._sysmsg(home.sim(name))


async def _come_back_changed(home: Home) -> None:
    """Let the lamp be switched while it is away."""
    _tell_online(home, LAMP, online=False)
    await home.becomes(LAMP, "unavailable")
    home.sim(LAMP).params["switch"] = "on"


async def test_device_that_changed_while_it_was_away(home: Home) -> None:
    """It is asked once, and what it answers is shown."""
    await home.set_up()
    await _come_back_changed(home)
    _tell_online(home, LAMP, online=True)

    await home.becomes(LAMP, "on")
    await home.delivered()
    assert _asked(home) == 1
    assert not home.sent(LAMP)


async def test_report_that_tells_of_life(home: Home) -> None:
    """A part of the state may be all that a device reports."""
    await home.set_up()
    await _come_back_changed(home)
    home.sim(LAMP).online = True
    home.simulator.push(LAMP, {"rssi": -40})

    await home.becomes(LAMP, "on")
    await home.delivered()
    assert _asked(home) == 1


async def test_bridge_that_comes_back(home: Home) -> None:
    """Those behind it are asked as well, one after the other."""
    await home.set_up()
    home.simulator.set_online(BRIDGE, False)
    await home.becomes(DOOR, "unavailable", "door")
    params = home.sim(DOOR).params
    params["lock"] = 1 - int(params["lock"])
    home.simulator.set_online(BRIDGE, True)
    await home.becomes(DOOR, "on" if params["lock"] else "off", "door")

    assert _asked(home, DOOR) == 1
    assert _asked(home, BRIDGE) == 1


async def test_each_return_counts(home: Home) -> None:
    """A device that goes and comes again may have changed again."""
    await home.set_up()
    for count in (1, 2):
        _tell_online(home, LAMP, online=False)
        await home.becomes(LAMP, "unavailable")
        _tell_online(home, LAMP, online=True)
        await until(lambda it=count: _asked(home) == it)  # type: ignore[misc]


async def test_list_that_tells_it(home: Home) -> None:
    """It brings the state along."""
    await home.set_up()
    await _come_back_changed(home)
    home.sim(LAMP).online = True
    await home.coordinator.async_refresh()

    assert home.state(LAMP) == "on"
    await home.delivered()
    assert not _asked(home)


async def test_connection_that_comes_back(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The list tells all, so that nobody is asked."""
    await home.set_up()
    _tell_online(home, LAMP, online=False)
    await home.becomes(LAMP, "unavailable")
    home.simulator.drop_sockets()
    await until(lambda: not home.simulator.sessions)
    home.sim(LAMP).online = True
    await home.pass_time(freezer, 60, step=5)

    assert home.state(LAMP) == "off"
    assert {it.action for it in home.simulator.frames} <= {"userOnline", "ping"}


class Asked:
    """Devices, and when each was asked."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
        """Start with nobody asked."""
        self.ids: list[str] = []
        self.times: list[float] = []
        self.lists = 0
        self.returned = ReturnedDevices(hass, self._ask, self._read)
        self._freezer = freezer
        self._now = 0.0

    def _ask(self, device: object) -> EwelinkError | None:
        self.ids.append(device.id)  # type: ignore[attr-defined]
        self.times.append(self._now)
        return None

    def _read(self) -> None:
        self.lists += 1

    async def pass_time(self, seconds: float) -> None:
        """Let time pass by hundredths of a second."""
        for _ in range(round(seconds * 100)):
            self._now += 0.01
            self._freezer.tick(0.01)
            await turns(3)


def _devices(count: int) -> list[object]:
    made = [device(1, {"switch": "on"}, deviceid=f"{it}") for it in range(count)]
    for each in made:
        each.available = True
    return list(made)


@pytest.fixture
def asked(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Asked:
    """Return whom to ask."""
    return Asked(hass, freezer)


async def test_pace(asked: Asked) -> None:
    """There are at most ten in any second, however many come back."""
    asked.returned.async_add(_devices(25))  # type: ignore[arg-type]
    await asked.pass_time(4)
    assert asked.ids == [str(it) for it in range(25)]
    for early, late in pairwise(asked.times[::10]):
        assert late - early > 1


async def test_device_that_is_gone_again(asked: Asked) -> None:
    """It is not asked."""
    devices = _devices(4)
    asked.returned.async_add(devices)  # type: ignore[arg-type]
    devices[1].available = devices[2].available = False  # type: ignore[attr-defined]
    await asked.pass_time(1)
    assert asked.ids == ["0", "3"]


async def test_device_that_comes_back_twice_in_a_row(asked: Asked) -> None:
    """It has one place among those that wait."""
    devices = _devices(3)
    asked.returned.async_add(devices)  # type: ignore[arg-type]
    asked.returned.async_add(devices[2:])  # type: ignore[arg-type]
    await asked.pass_time(1)
    assert asked.ids == ["0", "1", "2"]


async def test_too_many(asked: Asked) -> None:
    """A list tells all of them."""
    asked.returned.async_add(_devices(MOST_WAITING + 1))  # type: ignore[arg-type]
    await asked.pass_time(1)
    assert asked.lists == 1
    assert asked.ids == []


async def test_clear(asked: Asked) -> None:
    """Nobody is asked any more."""
    asked.returned.async_add(_devices(5))  # type: ignore[arg-type]
    asked.returned.async_clear()
    await asked.pass_time(1)
    assert asked.ids == ["0"]
