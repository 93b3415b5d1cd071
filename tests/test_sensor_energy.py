"""The Energy dashboard takes the counters, and never sees a negative step."""

from datetime import datetime, timedelta
from itertools import pairwise
import logging
from typing import Any, Final

import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)

from homeassistant.components.energy.data import async_get_manager
from homeassistant.components.energy.validate import async_validate
from homeassistant.components.recorder.core import Recorder
from homeassistant.components.recorder.statistics import (
    async_list_statistic_ids,
    statistics_during_period,
    validate_statistics,
)
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.recorder import get_instance
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .home import Home

pytestmark = pytest.mark.demo("Desk", "Freezer", "Zigbee bridge")

DESK: Final = "Desk"
# Reports numbers as strings.
FREEZER: Final = "Freezer"
COUNTERS: Final = (
    (DESK, "energy_today"),
    (DESK, "energy_month"),
    (FREEZER, "energy_today"),
    (FREEZER, "energy_month"),
)
PERIOD: Final = timedelta(minutes=5)
# In hundredths, with jitter; at midnight the day starts anew.
DAY: Final = (85, 90, 86, 81, 100, 99, 130, 124, 0, 20, 19, 22, 1, 0, 1)
SHOWN: Final = (0.84, 0.85, 0.9, 1.0, 1.3, 0.0, 0.2, 0.22, 0.01, 0.0, 0.01)


@pytest.fixture
def quiet() -> None:
    """Keep the thread of the recorder from telling every statement."""
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


@pytest.fixture
def mock_recorder_before_hass(quiet: None, async_test_recorder: Any) -> None:
    """Prepare the database, which must come before Home Assistant, and quietly."""


@pytest.fixture(name="home")
async def _home(recorder_mock: Recorder, hass: HomeAssistant, home: Home) -> Home:
    """Return an account that is set up and recorded."""
    assert await async_setup_component(hass, "sensor", {})
    await home.set_up()
    return home


def period_start() -> datetime:
    """Return the start of the present period of statistics."""
    now = dt_util.utcnow()
    return now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)


async def compile_statistics(hass: HomeAssistant, start: datetime) -> None:
    """Make statistics of all that was recorded since then."""
    await async_wait_recording_done(hass)
    do_adhoc_statistics(hass, start=start)
    do_adhoc_statistics(hass, start=start + PERIOD)
    await async_wait_recording_done(hass)


async def report(
    home: Home, device: str, param: str, raw: object, shown: float
) -> None:
    """Let a meter report a counter, and wait until it is shown."""
    home.simulator.push(device, {param: raw})
    await home.delivered()
    feature = {"dayKwh": "energy_today", "monthKwh": "energy_month"}[param]
    assert float(home.state(device, feature)) == shown


async def test_statistics_are_valid(hass: HomeAssistant, home: Home) -> None:
    """The recorder takes each counter as a sum of kWh, without any complaint."""
    start = period_start()
    await compile_statistics(hass, start)
    counters = {home.entity_id(*counter) for counter in COUNTERS}
    kept = {it["statistic_id"]: it for it in await async_list_statistic_ids(hass)}
    assert counters <= kept.keys()
    for counter in counters:
        assert kept[counter]["has_sum"]
        assert kept[counter]["unit_class"] == "energy"
        assert kept[counter]["statistics_unit_of_measurement"] == "kWh"
    recorder = get_instance(hass)
    assert await recorder.async_add_executor_job(validate_statistics, hass) == {}


async def test_dashboard_accepts_the_counters(hass: HomeAssistant, home: Home) -> None:
    """As the grid's meter or as a device's: no issue is found with any."""
    await compile_statistics(hass, period_start())
    manager = await async_get_manager(hass)
    entities = [home.entity_id(*counter) for counter in COUNTERS]
    await manager.async_update(
        {
            "energy_sources": [_grid(entity) for entity in entities],
            "device_consumption": [{"stat_consumption": entity} for entity in entities],
        }
    )
    found = (await async_validate(hass)).as_dict()
    assert found["energy_sources"] == [[]] * len(COUNTERS)
    assert found["device_consumption"] == [[]] * len(COUNTERS)


def _grid(entity: str) -> Any:
    return {
        "type": "grid",
        "stat_energy_from": entity,
        "stat_energy_to": None,
        "stat_cost": None,
        "entity_energy_price": None,
        "number_energy_price": None,
        "cost_adjustment_day": 0,
    }


async def test_no_step_is_negative(
    hass: HomeAssistant, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """Jitter is dropped, a new day starts at zero, and the sum only grows."""
    start = period_start()
    seen: list[float] = [float(home.state(DESK, "energy_today"))]
    counter = home.entity_id(DESK, "energy_today")

    @callback
    def _see(event: Event[EventStateChangedData]) -> None:
        if event.data["entity_id"] == counter and event.data["new_state"]:
            seen.append(float(event.data["new_state"].state))

    stop_watching = hass.bus.async_listen("state_changed", _see)
    for raw in DAY:
        home.simulator.push(DESK, {"dayKwh": raw})
    await home.delivered()
    stop_watching()
    assert tuple(seen) == SHOWN
    assert all(
        after > before or after < 0.9 * before for before, after in pairwise(seen)
    )

    await compile_statistics(hass, start)
    rows = await get_instance(hass).async_add_executor_job(
        statistics_during_period,
        *(hass, start, None, {counter}, "5minute", None, {"sum", "state"}),
    )
    sums = [row["sum"] or 0.0 for row in rows[counter]]
    assert sums == sorted(sums)
    assert sums[-1] == pytest.approx(1.3 - 0.84 + 0.22 + 0.01 + 0.01)
    assert "state class total_increasing has its value" not in caplog.text


async def test_text_and_numbers_count_alike(home: Home) -> None:
    """A meter that reports strings is read as one that reports numbers."""
    await report(home, FREEZER, "dayKwh", "140", 1.4)
    await report(home, FREEZER, "dayKwh", "135", 1.4)
    await report(home, FREEZER, "monthKwh", 4500, 45.0)


async def test_nonsense_is_unknown(home: Home) -> None:
    """What is no number interrupts the counter and does not restart it."""
    await report(home, DESK, "dayKwh", 90, 0.9)
    home.simulator.push(DESK, {"dayKwh": "nonsense"})
    await home.becomes(DESK, "unknown", "energy_today")
    await report(home, DESK, "dayKwh", 86, 0.9)


async def test_counter_goes_on_after_a_reload(home: Home) -> None:
    """The list may be older than the last report; that is no step back either."""
    await report(home, DESK, "dayKwh", 90, 0.9)
    home.sim(DESK).params["dayKwh"] = 86
    await home.reload()
    assert float(home.state(DESK, "energy_today")) == 0.9


async def test_a_small_day_begins_anew_over_a_reload(home: Home) -> None:
    """What fell by much while nobody looked is a new day, however little it was."""
    await report(home, DESK, "dayKwh", 0, 0)
    await report(home, DESK, "dayKwh", 8, 0.08)
    home.sim(DESK).params["dayKwh"] = 1
    await home.reload()
    assert float(home.state(DESK, "energy_today")) == 0.01


async def test_counter_goes_on_from_what_was_known(home: Home) -> None:
    """A counter that is unknown at a restart has not forgotten where it was."""
    await report(home, DESK, "dayKwh", 90, 0.9)
    home.simulator.push(DESK, {"dayKwh": "nonsense"})
    await home.becomes(DESK, "unknown", "energy_today")
    home.sim(DESK).params["dayKwh"] = 86
    await home.reload()
    assert float(home.state(DESK, "energy_today")) == 0.9
