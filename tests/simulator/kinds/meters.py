"""Meters that keep a history, in every spelling of `behaviours/history.py`."""

from typing import Final

from ..behaviours import (
    Breaker,
    ChannelMeter,
    KeepingChannels,
    PairMeter,
    StringMeter,
)
from ..behaviours.history import DaysOfChannels, days_of_s40
from ..factory import Row, channel_params, relay_params

READINGS: Final = {"power": "312.40", "voltage": "230.10", "current": "1.36"}

# As relays; as a motor it is a cover.
PAIR: Final = Row(
    name="Metered relays",
    uiid=126,
    model="DUALR3",
    params={**channel_params("on", "off"), "workMode": 1},
    behaviour=lambda: PairMeter(74.0, 18.0),
)
METERS: Final = [
    Row(
        name="Metering plug",
        uiid=5,
        model="PSF-P76",
        params={**relay_params("on"), **READINGS},
        behaviour=lambda: StringMeter(320.0),
    ),
    Row(
        name="Metering plug with alarm",
        uiid=32,
        model="POWR2",
        params={**relay_params("on"), **READINGS},
        behaviour=lambda: StringMeter(320.0),
    ),
    Row(
        name="Stacked relays",
        uiid=130,
        model="SPM-4Relay",
        params=channel_params("on", "on"),
        behaviour=lambda: KeepingChannels(4, DaysOfChannels(4)),
    ),
    Row(
        name="Small metering plug",
        uiid=182,
        model="S40TPB",
        params={**channel_params("on"), **READINGS},
        behaviour=lambda: KeepingChannels(1, days_of_s40()),
    ),
    Row(
        name="Metering switch",
        uiid=190,
        model="POWR316D",
        params={
            **channel_params("on"),
            "power": 8840,
            "voltage": 22980,
            "current": 38,
            "dayKwh": 132,
            "monthKwh": 4410,
        },
        behaviour=lambda: ChannelMeter(88.0, obeys=True),
    ),
    Row(
        name="Breaker",
        uiid=226,
        model="CK-BL602-W102SW18-01(226)",
        params={
            "switch": True,
            "phase_0_p": 300,
            "phase_0_v": 230,
            "phase_0_c": 1.3,
            "totalPower": 1234,
        },
        behaviour=Breaker,
    ),
]
