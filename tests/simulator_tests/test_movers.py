"""Covers travel and report as the protocol says ("Covers")."""

import pytest

from tests.simulator.behaviours.covers import SequenceCurtain
from tests.simulator.wire import Json

from .bench import Bench

ALONE = (11, 258)
ZIGBEE = (1514, 7006, 7015)
MOTORS = (126, 165)

# Each cover half open or half closed: the command, and what it takes to get there.
JOURNEYS: list[tuple[int, Json, Json, list[Json], list[Json]]] = [
    (11, {"switch": "off"}, {}, [], [{"switch": "off", "setclose": 100}]),
    (11, {"setclose": 40}, {}, [], [{"switch": "on", "setclose": 40}]),
    (258, {"setclose": 40}, {}, [], [{"switch": "on", "setclose": 40}]),
    (7034, {"switch": "off"}, {}, [{"switch": "off"}], [{"setclose": 100}]),
    (7034, {"setclose": 40}, {}, [{"switch": "off"}], [{"setclose": 40}]),
    (
        7034,
        {"setclose": 40},
        {"setclose": 90},
        [{"switch": "on"}],
        [{"setclose": 40}],
    ),
    (67, {"op": 1}, {}, [{"op": 1}], [{"op": 1, "per": 100, "statu": 5}]),
    (67, {"per": 40}, {}, [{"op": 1}], [{"op": 2, "per": 40, "statu": 0}]),
    (
        67,
        {"op": 3},
        {"op": 1, "per": 100},
        [{"op": 3}],
        [{"op": 3, "per": 0, "statu": 6}],
    ),
    (91, {"op": 1}, {}, [{"op": 1}], [{"op": 1, "per": 100}]),
    (211, {"electromotor": 2}, {}, [{"electromotor": 2}], []),
    (216, {"switch": "on"}, {}, [{"doorState": 1}], [{"doorState": 1}]),
    (216, {"switch": "off"}, {"doorState": 1}, [], [{"doorState": 0}]),
    *((uiid, {"openPercent": 40}, {}, [], [{"curPercent": 40}]) for uiid in ZIGBEE),
    *(
        (uiid, {"curtainAction": "close"}, {}, [], [{"curPercent": 100}])
        for uiid in ZIGBEE
    ),
]
# What stops each on its way, and what it says to that, four seconds after it set off.
STOPS: list[tuple[int, Json, Json, Json, list[Json]]] = [
    (
        11,
        {},
        {"setclose": 80},
        {"switch": "pause"},
        [{"switch": "pause", "setclose": 40}],
    ),
    (7034, {}, {"setclose": 80}, {"switch": "pause"}, [{"setclose": 40}]),
    (67, {}, {"op": 1}, {"op": 2}, [{"op": 2, "per": 40, "statu": 0}]),
    (91, {}, {"op": 1}, {"op": 2}, [{"op": 2}]),
    (
        126,
        {},
        {"motorTurn": 2},
        {"motorTurn": 0},
        [{"motorTurn": 0, "currLocation": 60}],
    ),
    (
        211,
        {},
        {"electromotor": 2},
        {"electromotor": 1},
        [{"electromotor": 1, "percentageControl": 40}],
    ),
    (216, {}, {"switch": "on"}, {"switch": "pause"}, []),
    (1514, {}, {"openPercent": 80}, {"curtainAction": "pause"}, [{"curPercent": 40}]),
]
REFUSED: list[tuple[int, Json, Json]] = [
    (11, {}, {"setclose": "40"}),
    (11, {}, {"setclose": 101}),
    (11, {}, {"setclose": 40.5}),
    (11, {}, {"switch": "stop"}),
    (258, {"calibState": 0}, {"setclose": 40}),
    (7034, {"calibState": 0}, {"setclose": 40}),
    (67, {}, {"op": 5}),
    (67, {}, {"op": "1"}),
    (67, {}, {"per": 101}),
    (91, {}, {"per": 50}),
    (126, {}, {"switches": [{"outlet": 0, "switch": "on"}]}),
    (126, {"workMode": 1}, {"motorTurn": 1}),
    (126, {"workMode": 3}, {"motorTurn": 1}),
    (126, {"workMode": 3}, {"switches": [{"outlet": 0, "switch": "on"}]}),
    (126, {"calibState": 0}, {"location": 50}),
    (126, {}, {"currLocation": 50}),
    (126, {}, {"workMode": 4}),
    (126, {}, {"motorTurn": "1"}),
    (211, {}, {"switches": [{"outlet": 0, "switch": "on"}]}),
    (211, {"workMode": 1}, {"electromotor": 0}),
    (211, {"calibState": False}, {"percentageControl": 50}),
    (211, {}, {"motorReversal": 1}),
    (211, {}, {"workMode": 3}),
    (216, {}, {"switch": True}),
    (216, {}, {"doorState": 1}),
    (7034, {}, {"motorDir": "backward"}),
    (1514, {}, {"openPercent": "50"}),
    (1514, {}, {"curtainAction": "stop"}),
    (1514, {}, {"curPercent": 50}),
    (7015, {"curPercent": 255}, {"openPercent": 50}),
]


@pytest.mark.parametrize(("uiid", "told", "state", "start", "end"), JOURNEYS)
def test_journey(
    uiid: int, told: Json, state: Json, start: list[Json], end: list[Json]
) -> None:
    """What is said at the start, on the way and at the end."""
    cover = Bench(uiid, **state)
    assert cover.tell(**told) == start
    reports = cover.wait(12)
    if end:
        assert reports == end
    assert cover.wait(20) == []


@pytest.mark.parametrize(("uiid", "state", "told", "stop", "said"), STOPS)
def test_stop(uiid: int, state: Json, told: Json, stop: Json, said: list[Json]) -> None:
    """A stop leaves it where it is, and that is the end of it."""
    cover = Bench(uiid, **state)
    cover.tell(**told)
    cover.wait(4)
    assert cover.tell(**stop) == said
    assert cover.wait(20) == []
    assert any(" % open" in look for look in cover.looks())


@pytest.mark.parametrize(("uiid", "state", "changes"), REFUSED)
def test_refused(uiid: int, state: Json, changes: Json) -> None:
    """What a real one answers with 400."""
    assert Bench(uiid, **state).refuses(**changes)


@pytest.mark.parametrize(
    ("uiid", "target", "position"),
    [
        (11, "setclose", "setclose"),
        (258, "setclose", "setclose"),
        (7034, "setclose", "setclose"),
        (67, "per", "per"),
        (126, "location", "currLocation"),
        (165, "location", "currLocation"),
        (211, "percentageControl", "percentageControl"),
        (1514, "openPercent", "curPercent"),
    ],
)
def test_target_is_no_position(uiid: int, target: str, position: str) -> None:
    """Others hear the target; the position stays what it was until it moved."""
    cover = Bench(uiid)
    before = cover.params[position]
    cover.tell(**{target: 50})
    assert cover.heard == {target: 50}
    assert cover.params[position] == before
    cover.wait(12)
    assert cover.params[position] == 50


@pytest.mark.parametrize("uiid", MOTORS)
def test_motor(uiid: int) -> None:
    """`motorTurn` tells the direction, then 0; `currLocation` follows every two s."""
    cover = Bench(uiid)
    assert cover.tell(location=50) == [{"motorTurn": 2}]
    assert [it for it in cover.wait(6) if "actPow_00" not in it] == [
        {"currLocation": 80},
        {"currLocation": 60},
        {"motorTurn": 0, "currLocation": 50},
    ]


def test_motor_without_calibration() -> None:
    """It opens and closes, and says nothing about where it is."""
    cover = Bench(165, calibState=0)
    cover.tell(motorTurn=2)
    assert cover.wait(12) == [{"motorTurn": 0}]


def test_panel_motor() -> None:
    """A panel's motor tells its position on the way, if it is calibrated."""
    cover = Bench(211)
    cover.tell(percentageControl=30)
    assert cover.wait(5) == [
        {"percentageControl": 20},
        {"electromotor": 1, "percentageControl": 30},
    ]
    cover = Bench(211, calibState=False)
    cover.tell(electromotor=2)
    assert cover.wait(12) == [{"electromotor": 1}]


@pytest.mark.parametrize("uiid", [258, 7034])
def test_without_calibration(uiid: int) -> None:
    """One that is not calibrated never says where it is."""
    cover = Bench(uiid, calibState=0)
    said = cover.tell(switch="off") + cover.wait(12)
    assert not any("setclose" in report for report in said)


def test_limits_of_curtain() -> None:
    """A curtain without limits says neither a position nor an end."""
    cover = Bench(7015, upperLimitState="uncalibrated")
    cover.tell(curtainAction="close")
    assert cover.wait(12) == []


def test_mode_changes() -> None:
    """The mode changes at run time, and with it what can be operated."""
    cover = Bench(126)
    assert set(cover.behaviour.buttons(cover.params)) == {"open", "stop", "close"}
    cover.tell(workMode=1)
    assert set(cover.behaviour.buttons(cover.params)) == {"0", "1"}
    cover.tell(switches=[{"outlet": 0, "switch": "on"}])
    assert cover.params["switches"][0]["switch"] == "on"


def test_sequence_inside_params() -> None:
    """One kind of 11 writes a sequence beside `setclose`."""
    cover = Bench(11)
    cover.behaviour = SequenceCurtain()
    cover.tell(setclose=30)
    [arrived] = cover.wait(12)
    assert set(arrived) == {"sequence", "setclose"}


def test_lock_of_door() -> None:
    """A garage door knows a fourth order, which moves nothing."""
    door = Bench(67)
    door.tell(op=4)
    assert door.wait(12) == []


@pytest.mark.parametrize(
    ("uiid", "button", "said"),
    [
        (11, "close", {"switch": "off"}),
        (7034, "close", {"switch": "off"}),
        (67, "open", {"op": 1}),
        (216, "open", {"doorState": 1}),
        (126, "close", {"motorTurn": 2}),
    ],
)
def test_remote(uiid: int, button: str, said: Json) -> None:
    """Its own remote moves it, and that is reported by the device."""
    cover = Bench(uiid)
    assert cover.press(button) == said
    assert any(look in {"opening", "closing"} for look in cover.looks())
    assert cover.wait(12)


def test_drawn_by_hand() -> None:
    """A curtain that is drawn by hand says where it is."""
    assert Bench(11).turn("position", 30) == {"switch": "on", "setclose": 70}
    assert Bench(1514).turn("position", 30) == {"curPercent": 70}
