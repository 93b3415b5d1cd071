"""Devices that are at their best in the local network, to furnish homes with."""

from typing import Final

from tests.simulator import SimDevice, Simulator
from tests.simulator.behaviours import (
    ChannelMeter,
    KeepingChannels,
    StringMeter,
    Thermostat,
)
from tests.simulator.behaviours.history import DaysOfChannels
from tests.simulator.factory import Row, channel_params, relay_params, wifi_params
from tests.simulator.kinds import kind

from .families import FIGURES

METERED: Final = Row(
    name="Metered plug",
    uiid=32,
    model="POWR2",
    params={
        **relay_params("on"),
        "power": "312.40",
        "voltage": "230.10",
        "current": "1.36",
    },
    behaviour=lambda: StringMeter(320.0),
)
ELITE: Final = Row(
    name="Elite meter",
    uiid=190,
    model="POWR316D",
    params={**channel_params("on"), "power": 6120, "voltage": 23040, "current": 27},
    behaviour=lambda: ChannelMeter(61.0, obeys=True),
)
PROBE: Final = Row(
    name="Elite probe",
    uiid=181,
    model="THR316D",
    params={
        **relay_params("off"),
        "mainSwitch": "off",
        "deviceType": "normal",
        "currentTemperature": "21.5",
        "currentHumidity": "48",
        "pulseConfig": {"pulse": "off", "switch": "on", "pulseWidth": 500},
    },
    behaviour=lambda: Thermostat(21.5, 48.0),
)
STACK: Final = Row(name="Meter stack", uiid=128, model="SPM-Main")
OF_STACK: Final = Row(
    name="Stacked relays",
    uiid=130,
    model="SPM-4Relay",
    params={
        **channel_params("on"),
        **{f"{key}_0{outlet}": 0 for outlet in range(4) for key in FIGURES},
        "actPow_00": 6120,
        "voltage_00": 23040,
        "current_00": 27,
    },
    without=tuple(wifi_params("")),
    behaviour=lambda: KeepingChannels(4, DaysOfChannels(4)),
)


def of_type(uiid: int, name: str = "") -> Row:
    """Return the row of a device of a type."""
    own = {row.uiid: row for row in (METERED, ELITE, PROBE, STACK)}
    return own.get(uiid) or kind(uiid, name)


def add_stack(simulator: Simulator) -> tuple[SimDevice, SimDevice]:
    """Add a stack of meters to the home: the main unit and a child."""
    main = simulator.add_device(STACK)
    child = simulator.add_device(OF_STACK)
    child.params["parentid"] = main.device_id
    simulator.cloud.tell({"roster": True})
    return main, child
