"""Rows for a home of any size."""

from collections.abc import Callable
from itertools import cycle
from typing import Final

from .behaviours import (
    ChannelMeter,
    Channels,
    Contact,
    Motion,
    Relay,
    StringMeter,
    TemperatureSensor,
)
from .factory import Row, channel_params, relay_params

ROOMS: Final = (
    "Kitchen",
    "Living room",
    "Hall",
    "Bedroom",
    "Nursery",
    "Bathroom",
    "Office",
    "Garage",
    "Attic",
    "Cellar",
    "Garden",
    "Workshop",
)
BRIDGE: Final = "bridge"
_TRIGGERED: Final = "1764000000000"

type Maker = Callable[[str], Row]


def _switch(room: str) -> Row:
    return Row(
        name=f"{room} light",
        uiid=1,
        model="BASICR2",
        params=relay_params(),
        behaviour=Relay,
    )


def _two(room: str) -> Row:
    return Row(
        name=f"{room} double switch",
        uiid=2,
        model="DUALR2",
        params=channel_params("on"),
        behaviour=lambda: Channels(2),
    )


def _four(room: str) -> Row:
    return Row(
        name=f"{room} relay",
        uiid=4,
        model="4CHPROR3",
        params=channel_params("off", "on"),
        behaviour=lambda: Channels(4),
    )


def _climate(room: str) -> Row:
    return Row(
        name=f"{room} climate",
        uiid=1770,
        model="SNZB-02",
        parent=BRIDGE,
        params={
            "temperature": "2140",
            "humidity": "5230",
            "trigTime": _TRIGGERED,
            "subDevRssi": -64,
        },
        behaviour=lambda: TemperatureSensor(21.4, 52.3),
    )


def _door(room: str) -> Row:
    return Row(
        name=f"{room} door",
        uiid=3026,
        model="SNZB-04",
        parent=BRIDGE,
        params={"lock": 0, "trigTime": _TRIGGERED, "subDevRssi": -71},
        behaviour=Contact,
    )


def _motion(room: str) -> Row:
    return Row(
        name=f"{room} motion",
        uiid=2026,
        model="SNZB-03",
        parent=BRIDGE,
        params={"motion": 0, "trigTime": _TRIGGERED, "subDevRssi": -69},
        behaviour=Motion,
    )


def _meter(room: str) -> Row:
    return Row(
        name=f"{room} plug",
        uiid=32,
        model="POWR2",
        params={
            **relay_params("on"),
            "power": "41.20",
            "voltage": "229.80",
            "current": "0.18",
        },
        behaviour=lambda: StringMeter(41.0),
    )


def _power(room: str) -> Row:
    return Row(
        name=f"{room} power",
        uiid=190,
        model="POWR316D",
        params={
            **channel_params("on"),
            "power": 4120,
            "voltage": 22980,
            "current": 18,
            "dayKwh": 31,
            "monthKwh": 960,
        },
        behaviour=lambda: ChannelMeter(41.0, obeys=True),
    )


_MIX: Final[tuple[Maker, ...]] = (
    _switch,
    _two,
    _climate,
    _switch,
    _four,
    _meter,
    _switch,
    _door,
    _two,
    _power,
    _switch,
    _motion,
)


def large_rows(count: int) -> list[Row]:
    """Return the rows of a home with `count` devices, a bridge among them."""
    rows: list[Row] = []
    if count:
        rows.append(
            Row(name="Zigbee bridge", uiid=168, model="ZBBridge-P", room=ROOMS[0])
        )
    for number, maker in enumerate(cycle(_MIX), start=1):
        if len(rows) >= count:
            break
        room = ROOMS[number // len(_MIX) % len(ROOMS)]
        row = maker(room)
        row.name, row.room = f"{row.name} {number}", room
        rows.append(row)
    return rows
