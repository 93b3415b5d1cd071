"""Tests of what was recorded, which follows as the ids stay."""

from datetime import timedelta
import logging
from typing import Any

import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from homeassistant.components.recorder.core import Recorder
from homeassistant.components.recorder.history import get_significant_states
from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import (
    async_import_statistics,
    statistics_during_period,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import dt as dt_util

from .house import House


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: Any) -> None:
    """Prepare the database, which must come before Home Assistant, and quietly."""
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


async def test_recorded_goes_on(
    recorder_mock: Recorder, hass: HomeAssistant, house: House
) -> None:
    """States and statistics from before belong to the entity after the move."""
    power = house.their("Washing machine", "sensor", "power").entity_id
    begin = dt_util.utcnow().replace(minute=0, second=0, microsecond=0)
    begin -= timedelta(hours=5)
    hours = [begin + timedelta(hours=it) for it in range(4)]
    async_import_statistics(
        hass,
        StatisticMetaData(
            mean_type=StatisticMeanType.ARITHMETIC,
            has_sum=False,
            name=None,
            source="recorder",
            statistic_id=power,
            unit_class="power",
            unit_of_measurement="W",
        ),
        [StatisticData(start=it, mean=5, min=1, max=9) for it in hours],
    )
    hass.states.async_set(power, "17", {"unit_of_measurement": "W"})
    await async_wait_recording_done(hass)
    await house.move()
    await async_wait_recording_done(hass)

    found = await get_instance(hass).async_add_executor_job(
        statistics_during_period, hass, begin, None, {power}, "hour", None, {"mean"}
    )
    assert len(found[power]) == len(hours)
    past = await get_instance(hass).async_add_executor_job(
        get_significant_states, hass, begin, None, [power]
    )
    assert "17" in [it.state for it in past[power] if isinstance(it, State)]
    state = hass.states.get(power)
    assert state is not None
    assert state.attributes["unit_of_measurement"] == "W"
