"""How a cover moves, as messages and commands tell it."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features.cover import (
    STILL,
    Course,
    Move,
    Movement,
    Order,
    Stand,
)

from .common import device
from .test_covers import UIIDS, cover
from .test_fuzz import PARAMS

DEVICE, APP = Origin.DEVICE, Origin.APP
OPENING = Course(Movement.OPENING, 100)
CLOSING = Course(Movement.CLOSING, 0)
UP_TO_60 = Course(Movement.OPENING, 60)
DOWN_TO_60 = Course(Movement.CLOSING, 60)
OPEN = Stand(100, is_closed=False)
CLOSED = Stand(0, is_closed=True)
HALF = Stand(50, is_closed=False)
UNKNOWN = Stand(None, None)
AJAR = Stand(None, is_closed=False)
NO_LIMITS = Stand(None, None, has_limits=False)
COURSES = st.sampled_from([STILL, OPENING, CLOSING, UP_TO_60, DOWN_TO_60])
STANDS = st.sampled_from([OPEN, CLOSED, HALF, UNKNOWN, AJAR, NO_LIMITS])


@pytest.mark.parametrize(
    ("order", "was", "before", "expected"),
    [
        pytest.param(Move.OPEN, CLOSED, STILL, OPENING, id="open"),
        pytest.param(Move.OPEN, UNKNOWN, STILL, OPENING, id="open from anywhere"),
        pytest.param(Move.OPEN, OPEN, STILL, STILL, id="open already"),
        pytest.param(Move.OPEN, OPEN, CLOSING, OPENING, id="open, about to close"),
        pytest.param(Move.CLOSE, HALF, STILL, CLOSING, id="close"),
        pytest.param(Move.CLOSE, CLOSED, STILL, STILL, id="closed already"),
        pytest.param(Move.CLOSE, CLOSED, OPENING, CLOSING, id="close, about to open"),
        pytest.param(Move.STOP, HALF, OPENING, STILL, id="stop"),
        pytest.param(Move.STOP, HALF, STILL, STILL, id="stopped already"),
        pytest.param(60, HALF, STILL, UP_TO_60, id="up"),
        pytest.param(60, OPEN, STILL, DOWN_TO_60, id="down"),
        pytest.param(50, HALF, STILL, STILL, id="there already"),
        pytest.param(
            50, HALF, OPENING, Course(Movement.CLOSING, 50), id="back to there"
        ),
        pytest.param(60, UNKNOWN, STILL, STILL, id="nobody knows the way"),
        pytest.param(100, UNKNOWN, STILL, OPENING, id="up to the end"),
        pytest.param(0, UNKNOWN, STILL, CLOSING, id="down to the end"),
    ],
)
def test_command(order: Order, was: Stand, before: Course, expected: Course) -> None:
    """A command begins what leads from where the cover stands to the target."""
    assert cover(11).begun(order, was, before) == expected


@pytest.mark.parametrize(
    ("uiid", "message", "was", "before", "expected"),
    [
        (11, {"switch": "on"}, CLOSED, STILL, OPENING),
        (11, {"switch": "off"}, HALF, STILL, CLOSING),
        (11, {"switch": "pause"}, HALF, CLOSING, STILL),
        (11, {"setclose": 40}, CLOSED, STILL, UP_TO_60),
        (11, {"setclose": 40, "sequence": "1"}, OPEN, STILL, DOWN_TO_60),
        (11, {"setclose": 0, "switch": "on"}, CLOSED, STILL, OPENING),
        (11, {"sledOnline": "on", "switch": "odd"}, HALF, OPENING, OPENING),
        (258, {"setclose": 40}, OPEN, OPENING, DOWN_TO_60),
        (7034, {"setclose": 40}, CLOSED, STILL, UP_TO_60),
        (7034, {"switch": "off"}, OPEN, STILL, CLOSING),
        (67, {"op": 1}, CLOSED, STILL, OPENING),
        (67, {"op": 4}, CLOSED, STILL, STILL),
        (67, {"per": 60}, CLOSED, STILL, UP_TO_60),
        (91, {"op": 3}, UNKNOWN, STILL, CLOSING),
        (126, {"motorTurn": 2}, HALF, STILL, CLOSING),
        (126, {"motorTurn": 0}, HALF, CLOSING, STILL),
        (165, {"location": 60}, HALF, STILL, UP_TO_60),
        (211, {"electromotor": 0}, HALF, STILL, OPENING),
        (211, {"percentageControl": "40"}, HALF, STILL, UP_TO_60),
        (1514, {"curtainAction": "close"}, HALF, STILL, CLOSING),
        (7006, {"openPercent": 40}, OPEN, STILL, DOWN_TO_60),
        (216, {"switch": "on"}, CLOSED, STILL, OPENING),
        (216, {"switch": "off"}, AJAR, STILL, CLOSING),
        (216, {"switch": "off"}, CLOSED, STILL, STILL),
    ],
)
def test_what_an_app_sends(
    uiid: int, message: Params, was: Stand, before: Course, expected: Course
) -> None:
    """It is somebody's command, whatever comes beside it."""
    assert cover(uiid).heard(message, APP, was, before) == expected


@pytest.mark.parametrize(
    ("uiid", "message", "was", "before", "expected"),
    [
        # Two shapes tell an arrival: the switch beside it, or the sequence.
        (11, {"switch": "on", "setclose": 0}, CLOSED, OPENING, STILL),
        (11, {"sequence": "1652", "setclose": 38}, CLOSED, UP_TO_60, STILL),
        (11, {"switch": "on", "setclose": 0}, CLOSED, STILL, STILL),
        (258, {"switch": "pause", "setclose": 70}, CLOSED, OPENING, STILL),
        # What would be a position is alone the echo of a command.
        (11, {"setclose": 40}, CLOSED, STILL, UP_TO_60),
        (11, {"setclose": 40}, CLOSED, UP_TO_60, UP_TO_60),
        (11, {"setclose": 40}, OPEN, OPENING, DOWN_TO_60),
        (11, {"setclose": 0}, CLOSED, OPENING, OPENING),
        (258, {"setclose": "40"}, CLOSED, STILL, UP_TO_60),
        (11, {"setclose": "odd"}, CLOSED, UP_TO_60, UP_TO_60),
        # A command alone is one from its own button; beside others it is an old one.
        (11, {"switch": "on"}, CLOSED, STILL, OPENING),
        (11, {"switch": "on"}, CLOSED, UP_TO_60, UP_TO_60),
        (11, {"switch": "pause"}, HALF, OPENING, STILL),
        (11, {"switch": "on", "rssi": -50}, CLOSED, STILL, STILL),
        (11, {"switch": "on"}, OPEN, STILL, STILL),
        (7034, {"switch": "on"}, CLOSED, STILL, OPENING),
        (7034, {"setclose": 55}, CLOSED, OPENING, STILL),
        (7034, {"switch": "on", "setclose": 40}, CLOSED, OPENING, STILL),
        (67, {"op": 1}, CLOSED, STILL, OPENING),
        (67, {"op": 1, "per": 100, "statu": 5}, CLOSED, OPENING, STILL),
        (67, {"op": 3, "per": 0, "statu": 6}, OPEN, CLOSING, STILL),
        (67, {"per": 30}, CLOSED, OPENING, OPENING),
        (67, {"op": 1, "per": None}, CLOSED, OPENING, OPENING),
        (67, {"op": 2}, HALF, CLOSING, STILL),
        (67, {"op": 4}, HALF, CLOSING, CLOSING),
        (91, {"op": "3"}, UNKNOWN, STILL, CLOSING),
        (91, {"op": 3, "per": 0}, UNKNOWN, CLOSING, STILL),
        (126, {"motorTurn": 1, "currLocation": 20}, CLOSED, STILL, OPENING),
        (126, {"motorTurn": 1, "currLocation": 20}, CLOSED, UP_TO_60, UP_TO_60),
        (126, {"motorTurn": 2, "currLocation": 20}, CLOSED, OPENING, CLOSING),
        (126, {"motorTurn": 0, "currLocation": 20}, CLOSED, OPENING, STILL),
        (126, {"motorTurn": 1, "currLocation": 100}, HALF, OPENING, STILL),
        (126, {"currLocation": 20, "location": 60}, CLOSED, UP_TO_60, UP_TO_60),
        (165, {"currLocation": 60}, CLOSED, UP_TO_60, STILL),
        (165, {"motorTurn": 1}, OPEN, STILL, STILL),
        (211, {"electromotor": 2, "workMode": 2}, OPEN, STILL, CLOSING),
        (211, {"electromotor": 1, "percentageControl": 9}, OPEN, CLOSING, STILL),
        (211, {"percentageControl": 9}, OPEN, CLOSING, CLOSING),
        # Without limits, a position that looks like an end is none.
        (211, {"electromotor": 0, "percentageControl": 0}, NO_LIMITS, STILL, OPENING),
        (211, {"percentageControl": 0}, NO_LIMITS, OPENING, OPENING),
        (1514, {"curPercent": 70}, CLOSED, OPENING, OPENING),
        (1514, {"curPercent": 0}, CLOSED, OPENING, STILL),
        (7006, {"curPercent": 40}, CLOSED, UP_TO_60, STILL),
        (7006, {"curPercent": 40}, CLOSED, STILL, STILL),
        (7015, {"curPercent": 255}, CLOSED, OPENING, OPENING),
        (216, {"doorState": 1}, CLOSED, STILL, OPENING),
        (216, {"doorState": 1}, CLOSED, OPENING, OPENING),
        (216, {"doorState": 1}, AJAR, OPENING, STILL),
        (216, {"doorState": 1}, AJAR, STILL, STILL),
        (216, {"doorState": 1}, UNKNOWN, STILL, STILL),
        (216, {"doorState": 1}, AJAR, CLOSING, CLOSING),
        (216, {"doorState": 0}, AJAR, CLOSING, STILL),
        (216, {"doorState": 0}, CLOSED, STILL, STILL),
        (216, {"switch": "on"}, CLOSED, STILL, OPENING),
        (216, {"switch": "on", "doorState": None}, CLOSED, STILL, STILL),
    ],
)
def test_what_a_device_reports(
    uiid: int, message: Params, was: Stand, before: Course, expected: Course
) -> None:
    """What is beside a key tells whether the cover still moves."""
    assert cover(uiid).heard(message, DEVICE, was, before) == expected


@pytest.mark.parametrize(
    ("uiid", "params", "expected"),
    [
        (67, {"op": 1, "per": 40}, OPENING),
        (67, {"op": 1, "per": 100}, STILL),
        (67, {"op": 3, "per": "40"}, CLOSING),
        (67, {"op": 3, "per": 0}, STILL),
        (67, {"op": 2, "per": 40}, STILL),
        (67, {"op": 4, "per": 40}, STILL),
        (67, {"op": 1}, STILL),
        (91, {"op": "1", "per": 40}, OPENING),
        (126, {"motorTurn": 1, "currLocation": 40}, OPENING),
        (126, {"motorTurn": 1, "currLocation": 40, "calibState": 0}, OPENING),
        (126, {"motorTurn": 0, "currLocation": 40, "location": 60}, STILL),
        (165, {"motorTurn": "2", "currLocation": 40}, CLOSING),
        (165, {"motorTurn": 2, "currLocation": 0}, STILL),
        (211, {"electromotor": 0, "percentageControl": 40}, OPENING),
        (211, {"electromotor": 2, "percentageControl": 40}, CLOSING),
        (211, {"electromotor": 1, "percentageControl": 40}, STILL),
        # The same params of these mean that it moves, and that it is there.
        (11, {"switch": "on", "setclose": 40}, STILL),
        (216, {"switch": "on", "doorState": 1}, STILL),
        (258, {"switch": "off", "setclose": 40}, STILL),
        (1514, {"curtainAction": "open", "curPercent": 40}, STILL),
        (7034, {"switch": "off", "setclose": 40}, STILL),
    ],
)
def test_what_params_tell(uiid: int, params: Params, expected: Course) -> None:
    """Of some, params alone tell that they move."""
    assert cover(uiid).course(params) == expected


@pytest.mark.parametrize("uiid", UIIDS)
def test_what_an_app_sends_is_no_state(uiid: int) -> None:
    """The target is never taken for where the cover stands."""
    it = cover(uiid)
    listed: Params = {"workMode": 2, "calibState": True, it.position: 20}
    found = device(uiid, listed)
    orders: list[Order] = [*Move, 77]
    for order in orders:
        assert found.merge(it.encode(order), 0, APP) == set()
    assert found.params == listed
    assert it.position in found.merge({it.position: 30, "rssi": -50}, 0, DEVICE)


@pytest.mark.parametrize(
    ("uiid", "is_echo"), [(11, True), (258, True), (67, False), (7034, False)]
)
def test_what_a_device_echoes(uiid: int, *, is_echo: bool) -> None:
    """Alone a target is not where the cover stands; beside others it is."""
    it = cover(uiid)
    found = device(uiid, {it.position: 20})
    assert bool(found.merge({it.position: 30}, 0, DEVICE)) is not is_echo
    assert found.params == {it.position: 20 if is_echo else 30}
    assert found.merge({it.position: 40, it.action: "x"}, 0, DEVICE)
    assert found.params[it.position] == 40
    for origin in (Origin.ANSWER, Origin.LIST):
        assert found.merge({it.position: 50}, 0, origin)
        found.merge({it.position: 60, "init": 1}, 0, DEVICE)
        assert found.params[it.position] == 60


@pytest.mark.parametrize("uiid", UIIDS)
@given(
    message=PARAMS, origin=st.sampled_from([DEVICE, APP]), was=STANDS, before=COURSES
)
def test_any_message(
    uiid: int, message: Params, origin: Origin, was: Stand, before: Course
) -> None:
    """Whatever a message holds, a cover that moves knows where to."""
    movement, target = cover(uiid).heard(message, origin, was, before)
    assert (movement is None) == (target is None)
    movement, target = cover(uiid).course(message)
    assert (movement is None) == (target is None)


@pytest.mark.parametrize("uiid", UIIDS)
@given(target=st.integers(0, 100), position=st.integers(0, 100))
def test_the_way_to_a_target(uiid: int, target: int, position: int) -> None:
    """From rest, a cover moves towards the target, or not at all."""
    was = Stand(position, is_closed=position == 0)
    movement, _ = cover(uiid).begun(target, was, STILL)
    if target == position:
        assert movement is None
    else:
        assert movement is (Movement.OPENING if target > position else Movement.CLOSING)
