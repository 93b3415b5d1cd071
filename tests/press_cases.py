"""What devices with keys list and report, and which presses must come of it."""

from collections.abc import Mapping
from typing import Final

from .press_steps import (
    BRIDGE,
    FIRST,
    ISO,
    App,
    Case,
    Offline,
    Push,
    ReadList,
    Reconnect,
    Wait,
    action,
    key,
    local,
    switches,
    told,
)
from .radio_cases import RECEIVED
from .simulator.wire import Json

ZIGBEE: Final[Json] = {"battery": 90, "fwVersion": "1.0.3", "parentid": BRIDGE}
ONE: Final[Json] = {**ZIGBEE, **key(0).params}
TWO: Final[Json] = {**ONE, "outlet": 0}
KEYS: Final[Json] = action(0).params
ORB: Final[Json] = {**ZIGBEE, **KEYS}
RELAY: Final[Json] = {
    "version": 8,
    "rssi": -50,
    "switches": switches(),
    "configure": [{"outlet": it, "startup": "off"} for it in range(4)],
    **local(0).params,
}
PANEL: Final[Json] = {
    "version": 8,
    "switches": switches(),
    "triggerType": 2,
    "slide": 1,
    "lightSwitch": "off",
    "disableSwipeGesture": False,
    "workMode": 1,
}
TOUCHED: Final = Push({"switches": switches("on"), "triggerType": 2})
ONCE: Final = told("button press_end")
NONE: Final = told()

NO_STAMPS: Final[tuple[object, ...]] = (None, [], {}, True, "")

STAMPED: Final[Mapping[str, Case]] = {
    "the stamp of the list": Case(1000, ONE, (key(0), key(0, 1), NONE, key(1), ONCE)),
    "a stamp as text and as number": Case(
        1000,
        ONE,
        (
            *(Push({"key": 0, "trigTime": FIRST + it}) for it in (0, 1000)),
            ONCE,
            key(1),
            NONE,
        ),
    ),
    "a stamp in other forms": Case(
        174,
        {**KEYS, "actionTime": FIRST},
        (
            *(action(0, actionTime=it) for it in (ISO.format(0), str(FIRST))),
            action(0, actionTime=ISO.format(0).replace(".000", "")),
            action(0, actionTime=ISO.format(0).replace("Z", "+00:00")),
            NONE,
            action(1, actionTime=FIRST + 1234),
            told("button_0 press_end"),
            action(1, actionTime="2026-08-06T07:06:41.234Z"),
            NONE,
        ),
    ),
    "lists, connections and full states between": Case(
        1000,
        ONE,
        (
            key(1),
            ONCE,
            ReadList(),
            Reconnect(),
            Offline(),
            key(1),
            key(1, battery=80, parentid=BRIDGE, init=1),
            NONE,
            key(2),
            ONCE,
        ),
    ),
    "presses that nobody heard": Case(
        1000,
        ONE,
        (
            key(1),
            ONCE,
            Reconnect(key(3, 1).params),
            key(2, 1),
            key(3, 1),
            key(1),
            NONE,
            key(4),
            ONCE,
        ),
    ),
    "a new full state": Case(
        1000,
        ONE,
        (key(1, init=1), key(1), NONE, key(2, 2), told("button long_press_end")),
    ),
    "equal presses a second apart": Case(
        1000, ONE, (key(1), Wait(1), key(2), told(*["button press_end"] * 2))
    ),
    "presses in quick succession": Case(
        1000,
        ONE,
        (
            *(Push({"key": 0, "trigTime": FIRST + 1 + it}) for it in range(20)),
            told(*["button press_end"] * 20),
        ),
    ),
    "two buttons at one time": Case(
        1002,
        TWO,
        (
            *(key(1, outlet=it) for it in (0, 1)),
            told("button_0 press_end", "button_1 press_end"),
            *(key(1, outlet=it) for it in (0, 1)),
            NONE,
        ),
    ),
    "numbers as texts": Case(
        1002, TWO, (key(1, "1", outlet="1"), told("button_1 multi_press_end 2"))
    ),
    "which button is not told": Case(1002, {**TWO, "outlet": 1}, (key(1), NONE)),
    "no such button, no such press": Case(
        1002,
        TWO,
        (
            *(key(1, outlet=it) for it in (5, -1, None, "x", [0])),
            *(key(it, how, outlet=1) for it, how in ((2, 7), (3, None), (4, True))),
            NONE,
            key(5, outlet=1),
            told("button_1 press_end"),
        ),
    ),
    "no stamp, no sane stamp": Case(
        1000,
        ONE,
        (
            Push({"key": 0}),
            *(Push({"key": 0, "trigTime": it}) for it in NO_STAMPS),
            NONE,
            key(1),
            ONCE,
        ),
    ),
    "a report of the battery": Case(
        1000,
        ONE,
        (
            *(Push({"battery": 80, "trigTime": str(FIRST + it)}) for it in (0, 1000)),
            NONE,
            key(2),
            ONCE,
        ),
    ),
    "none was ever pressed": Case(174, {}, (action(1, 3), told("button_3 press_end"))),
    "a remote has no connection": Case(
        174, KEYS, (action(1, 5, 1), told("button_5 multi_press_end 2")), online=False
    ),
    "three times": Case(
        7039, ORB, (action(1, 3, 3), told("button_3 multi_press_end 3"))
    ),
    "a button within the app": Case(
        265,
        key(0).params,
        (App(key(1).params), key(2), told(*["button press_end"] * 2)),
    ),
}
UNSTAMPED: Final[Mapping[str, Case]] = {
    "beside anything else": Case(
        162,
        RELAY,
        (
            Push(RELAY | local(1).params),
            local(1, switches=switches("on")),
            local(1, rssi=-50),
            App(local(1).params),
            Reconnect(local(1, 1).params),
            NONE,
            local(1),
            told("button_1 press_end"),
        ),
    ),
    "ghosts": Case(
        162,
        RELAY,
        (
            local(0),
            Wait(0.3),
            local(0, 1),
            local(1),
            told("button_0 press_end", "button_1 press_end"),
            Wait(0.3),
            local(0, 1),
            told("button_0 multi_press_end 2"),
        ),
    ),
    "garbage": Case(
        161,
        RELAY,
        (
            *(local(outlet, how) for outlet, how in ((7, 0), (0, 9), (None, 0))),
            *(Push({"localKeyPass": it}) for it in (None, [1], {"key": 0}, "0")),
            NONE,
            local("0", "2"),
            told("button_0 long_press_end"),
        ),
    ),
    "touches": Case(
        211,
        PANEL,
        (
            TOUCHED,
            Wait(1),
            TOUCHED,
            told(*["touch press_end"] * 2),
            Push(PANEL | {"switches": switches("on")}),
            Push({"switches": switches("on"), "triggerType": 0}),
            Push({"triggerType": 2}),
            App(TOUCHED.params),
            NONE,
        ),
    ),
    "slides": Case(
        211,
        PANEL,
        (
            *(Push({"slide": it}) for it in (1, "2", 3, 0, None, True)),
            told("touch slide_1", "touch slide_2"),
            Push({"slide": 1, "triggerType": 2}),
            App({"slide": 1}),
            Push({"disableSwipeGesture": True}),
            Push({"slide": 1}),
            NONE,
        ),
    ),
}
CASES: Final = {**STAMPED, **UNSTAMPED, **RECEIVED}
