"""What bridges of radio remotes list and report, and what must come of it."""

from collections.abc import Mapping
from typing import Final

from .press_steps import (
    ISO,
    App,
    Case,
    Push,
    ReadList,
    Reconnect,
    Sends,
    remote,
    told,
    trigger,
)
from .simulator.wire import Json

RADIO: Final[Json] = {
    "version": 8,
    "init": 1,
    "rfList": [{"rfChl": it, "rfVal": "29EA015E"} for it in (0, 1, 2)],
}
GATE: Final[Json] = {
    "zyx_info": [
        remote("2", "Gate", [{"0": "Open"}, {"1": "Close"}]),
        remote("1", "Garage", [{"2": "Open"}]),
    ]
}
RECEIVED: Final[Mapping[str, Case]] = {
    "the keys of remotes": Case(
        28,
        {**RADIO, "rfTrig0": ISO.format(0)},
        (
            trigger(0, 0),
            told(),
            trigger(0, 1, rfTrig2=ISO.format(1)),
            told("rf_0 press_end", "rf_2 press_end"),
            ReadList(),
            Reconnect(trigger(1, 2).params),
            *(trigger(it, 1) for it in (0, 2)),
            trigger(1, 2),
            told(),
            trigger(0, 3),
            told("rf_0 press_end"),
        ),
        GATE,
    ),
    "no trigger": Case(
        90,
        RADIO,
        (
            Push({"rfTrig0": ISO.format(1)}),
            trigger(0, 2, init=1),
            *(Push({"cmd": it, "rfChl": 0}) for it in ("transmit", "capture")),
            App({"cmd": "transmit", "rfChl": 0}),
            trigger(7, 3),
            told(),
        ),
        GATE,
    ),
    "a doorbell": Case(
        98,
        RADIO,
        (
            trigger(0, 1),
            told("rf_0 ring"),
            *[Sends("rf_0", {"cmd": "transmit", "rfChl": 0})] * 2,
            Sends("rf_2", {"cmd": "transmit", "rfChl": 2}),
            told(),
        ),
        GATE,
    ),
    "tags as objects, numbers as such": Case(
        28,
        {
            **RADIO,
            "rfList": [{"rfChl": "1", "rfVal": "29"}, {"rfChl": 63, "rfVal": ""}],
        },
        (
            trigger(1, 1),
            trigger(63, 1),
            told("rf_1 press_end", "rf_63 press_end"),
            Sends("rf_63", {"cmd": "transmit", "rfChl": 63}),
        ),
        {"zyx_info": remote(5, "Blind", {"1": "Up", "2": "Stop", "63": "Down"})},
    ),
}
