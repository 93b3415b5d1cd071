"""Lifetime energy of meters that report what they count, and who has which sensor."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest
from pytest_homeassistant_custom_component.common import (
    mock_restore_cache_with_extra_data,
)

from custom_components.ewelink.devices.features import (
    FromHistory,
    HistoryLifetime,
    HistoryToday,
    LifetimeEnergy,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from .devices.common import kind as type_of
from .home import Home
from .simulator.kinds import kind

METERS: Final = {190: "Metering switch", 276: "Long plug", 7032: "Zigbee plug"}
LIFETIME: Final = "energy_lifetime"
ELITE: Final = METERS[190]


@pytest.mark.parametrize(
    ("uiid", "lifetime", "today", "channels"),
    [
        *((it, LifetimeEnergy, None, (None,)) for it in (190, 276, 7032)),
        *((it, HistoryLifetime, HistoryToday, (None,)) for it in (5, 32, 182)),
        (126, HistoryLifetime, HistoryToday, (0, 1)),
        (130, HistoryLifetime, HistoryToday, (0, 1, 2, 3)),
        *((it, None, None, ()) for it in (1, 226, 262, 277, 7020, 7054)),
    ],
)
def test_who_has_which(
    uiid: int, lifetime: type | None, today: type | None, channels: tuple[int | None]
) -> None:
    """Each meter has the sensors that it can tell, and no other has any."""
    features = type_of(uiid).features
    totals = [it for it in features if it.key == LIFETIME]
    assert [it.channel for it in totals] == list(channels)
    assert {type(it) for it in totals} == ({lifetime} if lifetime else set())
    days = [it for it in features if isinstance(it, HistoryToday)]
    assert [it.channel for it in days] == (list(channels) if today else [])
    assert all(it.common is False for it in features if isinstance(it, FromHistory))


@pytest.fixture(name="meters")
async def _meters(home: Home) -> Home:
    """Return an account with a meter of each type that reports; it is not set up."""
    for uiid, name in METERS.items():
        row = kind(190, name, dayKwh=132)
        home.simulator.add_device(replace(row, uiid=uiid))
    return home


@pytest.mark.parametrize("device", METERS.values())
async def test_reported(meters: Home, device: str) -> None:
    """It goes on where the counter begins anew, and is on without being asked for."""
    await meters.set_up()
    meters.simulator.clear_counters()
    steps: tuple[tuple[Any, str], ...] = (
        (132, "1.32"),
        (140, "1.4"),
        (133, "1.4"),
        ("139", "1.4"),
        (141, "1.41"),
        # A new day, and a power cut at midnight.
        (0, "1.41"),
        (5, "1.46"),
        (0, "1.46"),
        ("3", "1.49"),
        # No figure at all.
        (-4, "1.49"),
        ("x", "1.49"),
        (1e14, "1.49"),
        (None, "1.49"),
        (7, "1.53"),
    )
    for told, shown in steps:
        meters.simulator.push(device, {"dayKwh": told})
        await meters.delivered()
        assert meters.state(device, LIFETIME) == shown, told
    assert meters.sent(device) == []

    await meters.reload()
    assert meters.state(device, LIFETIME) == "1.53"
    await meters.hass.config_entries.async_unload(meters.entry.entry_id)
    meters.sim(device).params["dayKwh"] = 2
    await meters.set_up()
    assert meters.state(device, LIFETIME) == "1.55"


async def test_offline(meters: Home) -> None:
    """What is counted meanwhile is there when the device is back."""
    await meters.set_up()
    meters.simulator.set_online(ELITE, online=False)
    await meters.becomes(ELITE, "unavailable", LIFETIME)
    await meters.reload()
    meters.sim(ELITE).params["dayKwh"] = 200
    meters.simulator.set_online(ELITE, online=True)
    meters.simulator.push(ELITE, {"dayKwh": 200})
    await meters.becomes(ELITE, "2.0", LIFETIME)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        pytest.param({"total": 5000, "last": 100}, "50.32", id="known"),
        pytest.param({"total": 5000, "last": "x"}, "50.0", id="half known"),
        pytest.param({"total": -1, "last": 100}, "50.0", id="shown"),
        pytest.param({"total": None}, "50.0", id="unknown"),
        pytest.param({"total": [1], "asked_at": 7}, "50.0", id="garbage"),
        pytest.param({"total": 5000, "last": 132, "asked_at": "x"}, "50.0", id="time"),
    ],
)
async def test_restored(
    hass: HomeAssistant, meters: Home, stored: Mapping[str, Any], shown: str
) -> None:
    """What was stored counts as far as it can be read; it never falls."""
    shown_before = {"native_value": 50.0, "native_unit_of_measurement": "kWh"}
    registry = er.async_get(hass)
    entry = registry.async_get_or_create(
        "sensor",
        "ewelink",
        f"{meters.sim(ELITE).device_id}_{LIFETIME}",
        config_entry=meters.entry,
    )
    state = State(entry.entity_id, "50.0", {"unit_of_measurement": "kWh"})
    mock_restore_cache_with_extra_data(hass, [(state, {**shown_before, **stored})])
    await meters.set_up()
    assert meters.state(ELITE, LIFETIME) == shown


async def test_nothing_told(meters: Home) -> None:
    """It is unknown until the meter first tells what it counted."""
    del meters.sim(ELITE).params["dayKwh"]
    await meters.set_up()
    assert meters.state(ELITE, LIFETIME) == "unknown"
    meters.simulator.push(ELITE, {"dayKwh": 3})
    await meters.becomes(ELITE, "0.03", LIFETIME)


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param({"total": 5000, "newest": "x", "counted": [1]}, id="date"),
        pytest.param({"total": 5000, "newest": "2026-01-01", "counted": 7}, id="days"),
        pytest.param({"total": "x"}, id="total"),
        pytest.param({}, id="nothing"),
    ],
)
async def test_history_restored(
    hass: HomeAssistant, home: Home, stored: Mapping[str, Any]
) -> None:
    """Of one that is asked for, too, what was shown stays where all else is lost."""
    device = home.simulator.add_device(kind(32, "Meter"))
    registry = er.async_get(hass)
    entry = registry.async_get_or_create(
        "sensor", "ewelink", f"{device.device_id}_{LIFETIME}", config_entry=home.entry
    )
    shown = {"native_value": 50.0, "native_unit_of_measurement": "kWh"}
    mock_restore_cache_with_extra_data(
        hass, [(State(entry.entity_id, "50.0"), {**shown, **stored})]
    )
    await home.set_up()
    assert home.state("Meter", LIFETIME) == "50.0"
