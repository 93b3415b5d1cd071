"""The demo home as one table."""

from collections.abc import Callable
from typing import Final

from .behaviours import (
    Behaviour,
    Button,
    ChannelMeter,
    Channels,
    Contact,
    Flag,
    Motion,
    Relay,
    StringMeter,
    TemperatureSensor,
    Thermostat,
)
from .demo_lamps import LAMPS, OTHERS
from .demo_radio import DOORBELL, RF_BRIDGE
from .factory import BRIDGE, Row, channel_names, channel_params, relay_params
from .kinds import kind

_TRIGGERED: Final = "1764000000000"


def _sensor(
    name: str,
    room: str,
    kind: tuple[int, str],
    behaviour: Callable[[], Behaviour],
    **reading: int | str,
) -> Row:
    uiid, model = kind
    return Row(
        name=name,
        room=room,
        uiid=uiid,
        model=model,
        parent=BRIDGE,
        behaviour=behaviour,
        params={**reading, "trigTime": _TRIGGERED, "subDevRssi": -62},
    )


_SWITCHES: Final = [
    Row(
        name="Kitchen lamp",
        room="Kitchen",
        uiid=1,
        model="BASICR2",
        params=relay_params(),
        behaviour=Relay,
        newest_firmware="3.8.0",
    ),
    Row(
        name="Coffee machine",
        room="Kitchen",
        uiid=1,
        model="S26R2",
        params={"switch": "off"},
        without=("rssi", "sledOnline"),
        behaviour=Relay,
    ),
    Row(
        name="Hall switch",
        room="Hall",
        uiid=2,
        model="DUALR2",
        params=channel_params("on"),
        tags=channel_names("Ceiling", "Mirror"),
        behaviour=lambda: Channels(2),
    ),
    Row(
        name="Garden relay",
        room="Garden",
        uiid=4,
        model="4CHPROR3",
        params=channel_params("off", "on"),
        tags=channel_names("Lawn", "Pond", "Terrace"),
        behaviour=lambda: Channels(4),
    ),
]

_METERS: Final = [
    Row(
        name="Washing machine",
        room="Bathroom",
        uiid=32,
        model="POWR2",
        params={
            **relay_params("on"),
            "power": "312.40",
            "voltage": "230.10",
            "current": "1.36",
        },
        behaviour=lambda: StringMeter(320.0),
    ),
    Row(
        name="Desk",
        room="Bedroom",
        uiid=190,
        model="S60TPF",
        params={
            **channel_params("on"),
            "power": 6120,
            "voltage": 23040,
            "current": 27,
            "dayKwh": 84,
            "monthKwh": 2145,
        },
        behaviour=lambda: ChannelMeter(61.0, obeys=False),
    ),
    Row(
        name="Freezer",
        room="Garage",
        uiid=190,
        model="POWR316D",
        params={
            **channel_params("on"),
            "power": "8840",
            "voltage": "22980",
            "current": "38",
            "dayKwh": "132",
            "monthKwh": "4410",
            "rssi": "-67",
        },
        behaviour=lambda: ChannelMeter(88.0, obeys=True, text=True),
    ),
    Row(
        name="Nursery heater",
        room="Nursery",
        uiid=15,
        model="TH16R2",
        params={
            **relay_params("off"),
            "mainSwitch": "off",
            "deviceType": "normal",
            "sensorType": "AM2301",
            "currentTemperature": "21.5",
            "currentHumidity": "48",
            "targets": [
                {"targetHigh": "22", "reaction": {"switch": "off"}},
                {"targetLow": "20", "reaction": {"switch": "on"}},
            ],
        },
        behaviour=lambda: Thermostat(21.5, 48.0),
    ),
]

_SENSORS: Final = [
    _sensor("Front door", "Hall", (3026, "SNZB-04"), Contact, lock=0),
    _sensor("Stairs", "Hall", (2026, "SNZB-03"), Motion, motion=0),
    _sensor("Bedside button", "Bedroom", (1000, "SNZB-01"), Button, key=0),
    _sensor(
        "Living room climate",
        "Living room",
        (1770, "SNZB-02"),
        lambda: TemperatureSensor(22.1, 51.0),
        temperature="2210",
        humidity="5100",
    ),
    _sensor(
        "Under the sink",
        "Kitchen",
        (4026, "SNZB-05"),
        lambda: Flag("water", "Spill"),
        water=0,
    ),
]

ADDED: Final = [
    kind(59, "TV strip", "Living room", bright=60, colorR=0, colorG=80, colorB=255),
    kind(7017, "Nursery", "Nursery"),
    kind(67, "Garage door", "Garage"),
    kind(7039, "Bedside keys", "Bedroom"),
    DOORBELL,
    kind(104, "Sofa lamp", "Living room"),
]
_BRIDGED: Final = len(_SENSORS) + sum(bool(row.parent) for row in ADDED)

_BRIDGES: Final = [
    Row(
        name="Zigbee bridge",
        room="Hall",
        uiid=168,
        model="ZBBridge-P",
        params={"zled": "on", "subDevNum": _BRIDGED, "subDevMaxNum": 128},
    ),
    RF_BRIDGE,
]

HOME: Final = [*_SWITCHES, *_SENSORS, *_METERS, *_BRIDGES, *LAMPS, *OTHERS]
COTTAGE: Final = [
    Row(
        name="Café terrace ☀",
        room="Terrasse",
        uiid=1,
        model="BASICR3",
        params=relay_params("on"),
        behaviour=Relay,
    ),
    Row(
        name="Water heater",
        room="Cellar",
        uiid=1,
        model="MINIR2",
        params=relay_params("off"),
        behaviour=Relay,
    ),
]
SHARED: Final = [
    Row(
        name="Neighbour's gate",
        uiid=1,
        model="BASICR2",
        params=relay_params("off"),
        behaviour=Relay,
    )
]
LENT_HOME: Final = [
    Row(
        name="Parents' porch",
        room="Porch",
        uiid=1,
        model="MINIR2",
        params=relay_params("on"),
        behaviour=Relay,
    )
]
# By name, with the members, of which the first is the main one.
GROUPS: Final = {
    "Downstairs": ("Kitchen lamp", "Coffee machine"),
    "Reading corner": ("Reading lamp", "Sofa lamp"),
}
