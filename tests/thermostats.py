"""One of each kind of thermostat, and shortcuts to what tests do to them."""

from typing import Any, Final

from homeassistant.core import State

from .home import Home
from .simulator.factory import BRIDGE, Row, channel_params

PLUG, FLOOR, PANEL = "Nursery heater", "Floor heating", "Panel"
VALVE, OLD_VALVE, AIR = "Bathroom radiator", "Hall radiator", "Air conditioner"
VALVE_PARAMS: Final = {
    "workMode": "0",
    "workState": "1",
    "temperature": "195",
    "curTargetTemp": 210,
    "manTargetTemp": 210,
    "ecoTargetTemp": 70,
    "autoTargetTemp": 190,
}
HMI: Final = {"HMI_ATCDevice": {"id": "1000000002", "etype": "hot"}}
PANEL_PARAMS: Final = {
    **channel_params("on"),
    "temperature": 21,
    "tempCorrection": -1,
    "ATCEnable": 1,
    "ATCMode": 0,
    "ATCExpect0": 22,
}
ROWS: Final = (
    Row(
        name=FLOOR,
        uiid=127,
        params={
            "switch": "on",
            "workMode": 1,
            "workState": 2,
            "temperature": 20.5,
            "targetTemp": 20,
            "tempScale": "c",
        },
    ),
    Row(name=PANEL, uiid=133, params={**PANEL_PARAMS, **HMI}),
    Row(name=VALVE, uiid=7017, parent=BRIDGE, params=VALVE_PARAMS),
    Row(name=OLD_VALVE, uiid=1772, parent=BRIDGE, params=VALVE_PARAMS),
    Row(
        name=AIR,
        uiid=151,
        params={
            "power": "on",
            "mode": "cool",
            "temperature": 22,
            "small_temperature": 0.5,
            "wind_speed": 102,
            "wind_swing_ud": "on",
            "wind_swing_lr": "off",
            "indoor_temperature": 26,
            "outdoor_temperature": 31,
        },
    ),
)


def add_devices(home: Home) -> None:
    """Add all of them to the demo home, which has the plug."""
    for row in ROWS:
        home.simulator.add_device(row)


def key(device: str) -> str:
    """Return the key of a device's thermostat: a plug is its relay first."""
    return "thermostat" if device == PLUG else "climate"


def shown(home: Home, device: str) -> State:
    """Return the state of a device's thermostat."""
    state = home.hass.states.get(home.entity_id(device, key(device)))
    assert state is not None
    return state


async def sent(home: Home, device: str, service: str, **data: Any) -> list[Any]:
    """Do something to a device's thermostat; return what the cloud received."""
    home.simulator.clear_counters()
    await home.call(
        service, home.entity_id(device, key(device)), domain="climate", **data
    )
    return home.sent(device)


def limits(high: str, low: str, above: str, below: str) -> list[Any]:
    """Return the rules of a plug."""
    return [
        {"targetHigh": high, "reaction": {"switch": above}},
        {"targetLow": low, "reaction": {"switch": below}},
    ]
