"""Rows for a home of any size."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice
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
from .factory import BRIDGE, BRIDGE_UIID, Row, channel_params, relay_params
from .kinds import kind

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


# Half of them have one channel, a sixth has four, and a third measures.
_LOADS: Final[tuple[Maker, ...]] = (_switch, _four, _switch, _power, _switch, _meter)
# Of ten devices three are lights and one is a cover, of many types each.
_LIGHTS: Final = (104, 44, 59, 1257, 22, 137, 3258, 103, 36, 7008, 57, 136)
_COVERS: Final = (11, 7034, 67, 258, 7006, 126)
_REST: Final = (7017, 1000, 34, 1004, 7027, 7039)
_PER_ROOM: Final = len(_MIX)


def _maker(uiid: int) -> Maker:
    def make(room: str) -> Row:
        row = kind(uiid)
        row.name = f"{room} {row.name.lower()}"
        return row

    return make


def _mixed_makers() -> Iterator[Maker]:
    """Yield makers of devices, three lights and a cover in each ten."""
    lights, covers, rest = (
        cycle([_maker(uiid) for uiid in uiids]) for uiids in (_LIGHTS, _COVERS, _REST)
    )
    others = cycle(_MIX)
    while True:
        yield next(others)
        yield next(lights)
        yield next(others)
        yield next(covers)
        yield next(others)
        yield next(lights)
        yield next(others)
        yield next(rest)
        yield next(lights)
        yield next(others)


def large_rows(count: int) -> list[Row]:
    """Return the rows of a home with `count` devices, a bridge among them."""
    return _rows(count, cycle(_MIX))


def mixed_rows(count: int) -> list[Row]:
    """Return the rows of a home of which 30 % are lights and 10 % covers."""
    return _rows(count, _mixed_makers())


def relay_rows(count: int) -> list[Row]:
    """Return the rows of a home of `count` relays, without a bridge."""
    return list(_named(count, cycle((_switch,))))


def meter_rows(count: int) -> list[Row]:
    """Return the rows of a home of `count` meters of two kinds, without a bridge."""
    return list(_named(count, cycle((_meter, _power))))


def load_rows(count: int) -> list[Row]:
    """Return the rows of a home of relays with one and four channels, and meters."""
    return list(_named(count, cycle(_LOADS)))


def _rows(count: int, makers: Iterator[Maker]) -> list[Row]:
    rows: list[Row] = []
    if count:
        rows.append(
            Row(
                name="Zigbee bridge",
                uiid=BRIDGE_UIID,
                model="ZBBridge-P",
                room=ROOMS[0],
            )
        )
    return [*rows, *_named(count - len(rows), makers)]


def _named(count: int, makers: Iterator[Maker]) -> Iterator[Row]:
    for number, maker in enumerate(islice(makers, max(0, count)), start=1):
        room = ROOMS[number // _PER_ROOM % len(ROOMS)]
        row = maker(room)
        row.name, row.room = f"{row.name} {number}", room
        yield row
