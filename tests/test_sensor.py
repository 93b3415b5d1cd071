"""Tests of the sensors: their figures, that grow old, and their counters."""

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    mock_restore_cache_with_extra_data,
)
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform
from homeassistant.core import State
from homeassistant.helpers import entity_registry as er

from .entities import compare
from .home import Home

METER = "Washing machine"


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    await compare(home, Platform.SENSOR, snapshot)


async def test_figure_of_the_list_is_of_unknown_age(home: Home) -> None:
    """What the cloud remembers of a meter is not shown as live."""
    await home.set_up()

    assert home.sim(METER).params["power"] == "312.40"
    assert home.state(METER, "power") == "unknown"


async def test_figure_grows_old(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Ten minutes after its report a figure is unknown, not before."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50"})
    await home.becomes(METER, "20.5", "power")
    await home.pass_time(freezer, 599, step=10)
    assert home.state(METER, "power") == "20.5"

    await home.pass_time(freezer, 2)
    assert home.state(METER, "power") == "unknown"
    assert home.state(METER) == "on"


async def test_renamed_figure_grows_old(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A new entity id does not keep a figure alive."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50"})
    await home.becomes(METER, "20.5", "power")
    er.async_get(home.hass).async_update_entity(
        home.entity_id(METER, "power"), new_entity_id="sensor.renamed"
    )
    await home.becomes(METER, "20.5", "power")
    await home.pass_time(freezer, 602, step=10)

    assert home.entity_id(METER, "power") == "sensor.renamed"
    assert home.state(METER, "power") == "unknown"


async def test_report_keeps_a_figure_fresh(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The ten minutes start anew with each report, also of the same figure."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50"})
    await home.becomes(METER, "20.5", "power")
    for _ in range(3):
        await home.pass_time(freezer, 400, step=50)
        home.simulator.push(METER, {"power": "20.50"})
        await home.delivered()
        assert home.state(METER, "power") == "20.5"

    await home.pass_time(freezer, 602, step=50)
    assert home.state(METER, "power") == "unknown"


async def test_figures_grow_old_one_by_one(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The voltage does not keep the power fresh."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50", "voltage": "230.00"})
    await home.becomes(METER, "20.5", "power")
    await home.pass_time(freezer, 400, step=50)
    home.simulator.push(METER, {"voltage": "231.00"})
    await home.pass_time(freezer, 210, step=50)

    assert home.state(METER, "power") == "unknown"
    assert home.state(METER, "voltage") == "231"


async def test_same_figure_after_it_grew_old(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A report of the old figure is news again."""
    await home.set_up()
    home.simulator.push(METER, {"power": "20.50"})
    await home.becomes(METER, "20.5", "power")
    await home.pass_time(freezer, 605, step=50)
    home.simulator.push(METER, {"power": "20.50"})

    await home.becomes(METER, "20.5", "power")


async def _energy(home: Home, raw: int) -> str:
    home.simulator.push("Desk", {"dayKwh": raw})
    await home.delivered()
    return home.state("Desk", "energy_today")


async def test_energy_never_seems_to_run_backwards(home: Home) -> None:
    """A fall of up to a tenth is jitter, a greater one a new day."""
    await home.set_up()
    assert home.state("Desk", "energy_today") == "0.84"

    shown = [await _energy(home, raw) for raw in (90, 85, 81, 95, 2, 3)]
    assert shown == ["0.9", "0.9", "0.9", "0.95", "0.02", "0.03"]


async def test_energy_goes_on_after_a_restart(home: Home) -> None:
    """Jitter over a restart is jitter as well."""
    entity_id = "sensor.bedroom_desk_energy_today"
    mock_restore_cache_with_extra_data(
        home.hass,
        [
            (
                State(entity_id, "0.9"),
                {"native_value": 0.9, "native_unit_of_measurement": "kWh"},
            )
        ],
    )
    await home.set_up()

    assert home.entity_id("Desk", "energy_today") == entity_id
    assert home.state("Desk", "energy_today") == "0.9"
