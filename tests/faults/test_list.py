"""The list of things is broken, cut short, or not to be had."""

import asyncio
from collections.abc import Iterator
import logging
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.config_entries import ConfigEntryState

from ..clock import passing, turns
from ..home import Home
from ..simulator import SimDevice, Simulator, large_home
from ..simulator.wire import Json
from .test_connection import HEATER, LAMP
from .waiting import let_pass, until

THINGS: Final = "GET /v2/device/thing"
RETRY_SECONDS: Final = 61
COUNT: Final = 150
# What the description names of a thing; all of it may be broken.
FIELDS: Final = (
    "apikey",
    "brandName",
    "devConfig",
    "deviceid",
    "devicekey",
    "devGroups",
    "extra",
    "family",
    "gsmInfoData",
    "name",
    "online",
    "params",
    "productModel",
    "settings",
    "shareTo",
    "sharedBy",
    "showBrand",
    "tags",
)
WRONG: Final[dict[str, Any]] = {
    "null": None,
    "number": 7,
    "text": "?",
    "list": [[], {}, None, 3],
    "object": {"?": {"?": None}, "": []},
    "false": False,
}


def _broken(home: Home, field: str, kind: str) -> SimDevice:
    device = home.simulator.add_like(LAMP, f"{field} {kind}")
    if kind == "missing":
        device.dropped = (field,)
    else:
        device.overrides = {field: WRONG[kind]}
    return device


def _odd_params() -> Iterator[Json]:
    """Yield params in which each value of the lamp's is of a wrong type."""
    for param in ("switch", "startup", "pulse", "pulseWidth", "rssi", "fwVersion"):
        for wrong in WRONG.values():
            yield {param: wrong}


@pytest.mark.parametrize("kind", ["missing", *WRONG])
async def test_fields_are_broken(
    home: Home, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Such a device is skipped or partly used; the others are unharmed."""
    broken = {field: _broken(home, field, kind) for field in FIELDS}
    await home.set_up()
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.state(LAMP) == "off"
    listed = home.coordinator.data
    for field, device in broken.items():
        assert (device.device_id in listed) == (field != "deviceid"), field
    told = [it for it in caplog.records if "not understood" in it.getMessage()]
    assert len(told) <= 1
    assert all(it.levelno == logging.DEBUG for it in told)

    home.simulator.push(LAMP, {"switch": "on"})
    await until(lambda: home.has_state(LAMP, "on"))


async def test_params_are_odd(home: Home) -> None:
    """A param of a wrong type is unknown, and the next report is taken."""
    devices = []
    for number, params in enumerate(_odd_params()):
        device = home.simulator.add_like(LAMP, f"Odd {number}")
        device.params |= params
        devices.append(device)
    await home.set_up()
    for device in devices:
        if "switch" in device.params and device.params["switch"] not in ("on", "off"):
            assert home.state(device.name) == "unknown"
        else:
            assert home.state(device.name) == "off"
    for device in devices:
        home.simulator.push(device.name, {"switch": "on"})
    await until(lambda: all(home.has_state(it.name, "on") for it in devices))


async def test_params_become_null(home: Home) -> None:
    """A list that holds no params for a known device changes nothing of it."""
    await home.set_up()
    home.sim(LAMP).overrides = {"params": None}
    home.sim(HEATER).params["switch"] = "on"
    await home.coordinator.async_refresh()

    assert home.state(HEATER) == "on"
    assert home.state(LAMP) == "off"


@pytest.fixture
def large(simulator: Simulator) -> None:
    """Let the home have a second page."""
    simulator.cloud.world = large_home(COUNT)


@pytest.mark.usefixtures("large")
async def test_second_page_fails_at_start(home: Home) -> None:
    """The first page's devices are there; the others come with the next try."""
    setting_up = asyncio.create_task(
        home.hass.config_entries.async_setup(home.entry.entry_id)
    )
    await until(lambda: home.called(THINGS) == 1)
    home.simulator.fail_next(THINGS, status=500, times=None)
    assert await setting_up
    await until(lambda: home.called(THINGS) >= 3)
    await until(lambda: not home.coordinator.last_update_success)
    assert len(home.coordinator.data) == 100

    home.simulator.clear_faults()
    let_pass(home.hass, RETRY_SECONDS)
    await until(lambda: len(home.coordinator.data) == COUNT)
    assert home.coordinator.last_update_success


@pytest.mark.usefixtures("large")
async def test_second_page_fails_later(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A list that ends early removes nothing."""
    await passing(freezer, home.set_up())
    before = set(home.coordinator.data)
    assert len(before) == COUNT
    calls = home.called(THINGS)
    reading = asyncio.create_task(home.coordinator.async_refresh())
    while home.called(THINGS) == calls:
        freezer.tick(0.01)
        await turns()
    # The first page is answered by now; the second keeps its distance.
    await turns()
    home.simulator.fail_next(THINGS, status=500, times=None)
    await passing(freezer, reading)

    assert not home.coordinator.last_update_success
    assert set(home.coordinator.data) == before
    devices = home.coordinator.data.values()
    assert all(home.coordinator.is_available(device) for device in devices)


@pytest.mark.parametrize("fault", [{"error": 500}, {"status": 502}, {"error": 0}])
async def test_empty_answer_is_no_list(home: Home, fault: dict[str, Any]) -> None:
    """An answer without a list is not the list of an empty home."""
    await home.set_up()
    before = set(home.coordinator.data)
    home.simulator.fail_next(THINGS, times=None, **fault)
    await home.coordinator.async_refresh()

    assert not home.coordinator.last_update_success
    assert set(home.coordinator.data) == before
    assert home.state(LAMP) == "off"
