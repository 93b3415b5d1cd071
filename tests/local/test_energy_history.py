"""Meters that answer in the local network are asked there, and cost nothing."""

from typing import Any, Final

import pytest

from custom_components.ewelink.api.errors import EwelinkNoAnswerError
from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.energy_history.reader import HistoryRead, HistoryReader
from tests.simulator.behaviours import Series
from tests.simulator.kinds import kind
from tests.simulator.kinds.meters import METERS

from .local_home import LocalHome

ELITE: Final = "Metering switch"
SMALL: Final = "Small metering plug"
OLD: Final = "Metering plug with alarm"
LISTED: Final = {ELITE: 190, SMALL: 182, OLD: 32}


async def read(local: LocalHome, device: str, hours: int | None = None) -> HistoryRead:
    """Ask a meter for what it keeps."""
    coordinator = local.home.coordinator
    found = coordinator.data[local.id(device)]
    reader = HistoryReader(local.home.hass)
    return await reader.async_read(coordinator, found, None, hours=hours)


def left(local: LocalHome, device: str) -> int:
    """Return how many questions the cloud may still carry."""
    return local.home.hass.data[DATA_SHARED].history_budget.left(local.id(device))


@pytest.fixture(name="meters")
async def _meters(local: LocalHome) -> LocalHome:
    """Return an account whose meters are in the same network."""
    assert {it.uiid for it in METERS} >= set(LISTED.values())
    for name, uiid in LISTED.items():
        local.home.simulator.add_device(kind(uiid, name, "", timeZone=1))
    await local.set_up(*LISTED)
    local.home.simulator.clear_counters()
    return local


async def test_asked_there(meters: LocalHome) -> None:
    """Nothing is sent to the cloud, and nothing of the answer is state."""
    hours = await read(meters, ELITE, 48)
    days = await read(meters, SMALL)
    assert [len(hours.values), len(days.values)] == [48, 186]
    _check_hours(hours)
    _check_days(days)
    assert meters.home.sent(ELITE) == meters.home.sent(SMALL) == []
    assert left(meters, ELITE) == left(meters, SMALL) == 4
    for device in (ELITE, SMALL):
        params = meters.home.coordinator.data[meters.id(device)].params
        assert not {"config", "hoursKwhData", "h186DaysKwhData"} & params.keys()

    # What has no way there goes by the cloud.
    assert len((await read(meters, OLD)).values) == 100
    assert meters.home.sent(OLD) == [{"hundredDaysKwh": "get"}]
    assert left(meters, OLD) == 3


async def test_refused_there(meters: LocalHome) -> None:
    """One that does not know the question there is asked by the cloud."""
    await meters.lan.fault(SMALL, refused={"h186DaysKwh": 404})
    assert len((await read(meters, SMALL)).values) == 100
    assert meters.home.sent(SMALL) == [{"hundredDaysKwh": "get"}]
    assert left(meters, SMALL) == 3


async def test_silent_there(meters: LocalHome) -> None:
    """One that is silent is asked once, and never by both ways."""
    await meters.lan.fault(ELITE, silent=True)
    with pytest.raises(EwelinkNoAnswerError):
        await read(meters, ELITE, 24)
    assert meters.home.sent(ELITE) == []


def _check_hours(told: HistoryRead) -> None:
    now: Any = told.read_at.astimezone(told.clock.zone).replace(tzinfo=None)
    assert list(told.values[1:]) == Series().hours(now, 1, len(told.values) - 1)


def _check_days(told: HistoryRead) -> None:
    now: Any = told.read_at.astimezone(told.clock.zone).replace(tzinfo=None)
    assert list(told.values[1:]) == Series().days(now, len(told.values))[1:]
