"""Covers of each type: where they stand, and the exact params that send them."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import Cover
from custom_components.ewelink.devices.features.cover import CoverKind, Move, Stand
from custom_components.ewelink.devices.rows import TYPES

from .common import device, feature
from .test_fuzz import JSON, PARAMS

UIIDS = {uiid: it for uiid in TYPES for it in TYPES[uiid].features if it.key == "cover"}
# What a device tells before its position means something.
CALIBRATED: Params = {"calibState": True}
SWITCH = [{"switch": "on"}, {"switch": "off"}, {"switch": "pause"}]
OP = [{"op": 1}, {"op": 3}, {"op": 2}]
MOTOR = [{"motorTurn": 1}, {"motorTurn": 2}, {"motorTurn": 0}]
TOUCH_MOTOR = [{"electromotor": 0}, {"electromotor": 2}, {"electromotor": 1}]
CURTAIN = [{"curtainAction": it} for it in ("open", "close", "pause")]
INVERTED = {"setclose": 63}


def cover(uiid: int) -> Cover:
    """Return the cover of a type."""
    found = feature(uiid, "cover")
    assert isinstance(found, Cover)
    return found


def test_all_types_are_here() -> None:
    """The types that have a cover."""
    wifi = {11, 67, 91, 126, 165, 211, 216, 258}
    assert set(UIIDS) == wifi | {1514, 7006, 7015, 7023, 7034}


@pytest.mark.parametrize(
    ("uiid", "kind", "moves", "at_37"),
    [
        (11, CoverKind.CURTAIN, SWITCH, INVERTED),
        (67, CoverKind.GARAGE, OP, {"per": 37}),
        (91, CoverKind.SHUTTER, OP, {"op": 1}),
        (126, CoverKind.SHUTTER, MOTOR, {"location": 37}),
        (165, CoverKind.SHUTTER, MOTOR, {"location": 37}),
        (211, CoverKind.SHUTTER, TOUCH_MOTOR, {"percentageControl": 63}),
        (216, CoverKind.GATE, SWITCH, {"switch": "on"}),
        (258, CoverKind.SHUTTER, SWITCH, INVERTED),
        (1514, CoverKind.CURTAIN, CURTAIN, {"openPercent": 63}),
        (7006, CoverKind.CURTAIN, CURTAIN, {"openPercent": 63}),
        (7015, CoverKind.CURTAIN, CURTAIN, {"openPercent": 63}),
        (7023, CoverKind.CURTAIN, CURTAIN, {"openPercent": 63}),
        (7034, CoverKind.SHUTTER, SWITCH, INVERTED),
    ],
)
def test_what_is_sent(
    uiid: int, kind: CoverKind, moves: list[Params], at_37: Params
) -> None:
    """Each command is one key; without a param for it, a position is an end."""
    it = cover(uiid)
    assert it.kind is kind
    assert [it.encode(move) for move in Move] == moves
    assert it.encode(37) == at_37


@pytest.mark.parametrize(
    ("uiid", "params", "expected"),
    [
        (11, {"setclose": 0, "switch": "on"}, Stand(100, is_closed=False)),
        (11, {"setclose": 100}, Stand(0, is_closed=True)),
        (11, {"setclose": "37", "sequence": "1"}, Stand(63, is_closed=False)),
        (11, {"setclose": 20, "calibState": 0}, Stand(80, is_closed=False)),
        (11, {"switch": "off"}, Stand(None, None)),
        (67, {"op": 3, "per": 0, "statu": 5}, Stand(0, is_closed=True)),
        (67, {"op": 1, "per": 100, "statu": 6}, Stand(100, is_closed=False)),
        (67, {"op": 1}, Stand(None, None)),
        (91, {"per": 0}, Stand(0, is_closed=True)),
        (91, {"per": 100}, Stand(100, is_closed=False)),
        (91, {"op": 3}, Stand(None, None)),
        (126, {"currLocation": 30, "location": 80}, Stand(30, is_closed=False)),
        (165, {"currLocation": 0}, Stand(0, is_closed=True)),
        (126, {"currLocation": 30, "calibState": 0}, Stand(None, None, False)),
        (165, {"currLocation": 3, "calibState": "0"}, Stand(None, None, False)),
        (
            211,
            {"percentageControl": 100, "calibState": True},
            Stand(0, is_closed=True),
        ),
        (211, {"percentageControl": 50}, Stand(None, None, False)),
        (211, {"percentageControl": 5, "calibState": False}, Stand(None, None, False)),
        (216, {"doorState": 0, "switch": "on"}, Stand(0, is_closed=True)),
        (216, {"doorState": "1"}, Stand(None, is_closed=False)),
        (216, {"switch": "off"}, Stand(None, None)),
        (258, {"setclose": 25, "calibState": 1}, Stand(75, is_closed=False)),
        (258, {"setclose": 25, "calibState": 0}, Stand(None, None, False)),
        (258, {"setclose": 25, "calibState": False}, Stand(None, None, False)),
        (1514, {"curPercent": 100, "openPercent": 0}, Stand(0, is_closed=True)),
        (7006, {"curPercent": 0, "motorClb": "normal"}, Stand(100, is_closed=False)),
        (7015, {"curPercent": 40}, Stand(60, is_closed=False)),
        (7015, {"curPercent": 255, "motorClb": "normal"}, Stand(None, None, False)),
        (
            7015,
            {"curPercent": 40, "upperLimitState": "uncalibrated"},
            Stand(None, None, False),
        ),
        (
            7015,
            {"curPercent": 40, "lowerLimitState": "uncalibrated"},
            Stand(None, None, False),
        ),
        (
            7015,
            {"curPercent": 40, "upperLimitState": "calibrated"},
            Stand(60, is_closed=False),
        ),
        (7023, {"openPercent": 40}, Stand(None, None)),
        (7034, {"setclose": 100, "calibState": 1}, Stand(0, is_closed=True)),
        (7034, {"setclose": 100, "calibState": 0}, Stand(None, None, False)),
    ],
)
def test_where_it_stands(uiid: int, params: Params, expected: Stand) -> None:
    """The device's own position in its own direction, none without limits."""
    assert cover(uiid).stand(params) == expected


@pytest.mark.parametrize("uiid", [it for it in UIIDS if cover(it).target])
@given(position=st.integers(0, 100))
def test_position_there_and_back(uiid: int, position: int) -> None:
    """What tells a position has the direction and the scale of what takes it."""
    it = cover(uiid)
    [(_, sent)] = it.encode(position).items()
    params = {it.position: sent, **CALIBRATED}
    told = it.stand(params)
    assert told == Stand(position, is_closed=position == 0)
    assert it.stand({**params, it.position: str(sent)}) == told
    assert told.position is not None
    assert it.encode(told.position) == it.encode(position)


@pytest.mark.parametrize("uiid", UIIDS)
@given(raw=JSON)
def test_any_position(uiid: int, raw: object) -> None:
    """Whatever stands for a position, one that is shown is of the scale."""
    it = cover(uiid)
    params = {it.position: raw, **CALIBRATED}
    stand = it.stand(params)
    assert stand.position is None or 0 <= stand.position <= 100
    assert stand.position is None or stand.is_closed == (stand.position == 0)


@pytest.mark.parametrize("uiid", UIIDS)
@given(params=PARAMS)
def test_any_params(uiid: int, params: Params) -> None:
    """Whatever a device tells, it stands somewhere or nobody knows where."""
    stand = cover(uiid).stand(params)
    assert stand.has_limits or stand == Stand(None, None, has_limits=False)


@pytest.mark.parametrize("uiid", UIIDS)
def test_keys(uiid: int) -> None:
    """A target is heard of and is not state; of a position all is heard and read."""
    it = cover(uiid)
    assert it.commanded == {it.action, it.target} - {None}
    assert it.hears == it.commanded | {it.position}
    assert it.position in it.listens
    assert it.action not in it.listens
    assert it.listens | it.hears | {"switch"} == it.reads


@pytest.mark.parametrize("uiid", [11, 67, 91, 216, 258, 1514, 7006, 7034])
def test_no_switch_beside_a_cover(uiid: int) -> None:
    """What is shown as a cover is not shown as a plain switch too."""
    found = {it.identity for it in device(uiid, {"switch": "on"}).features}
    assert "cover" in found
    assert "switch" not in found
    assert cover(uiid).replaces == ("switch",)


@pytest.mark.parametrize("uiid", [126, 165, 211])
@pytest.mark.parametrize(
    ("mode", "has_cover"), [(2, True), ("2", True), (1, False), (3, False)]
)
def test_mode_decides(uiid: int, mode: object, *, has_cover: bool) -> None:
    """A motor is there while the device drives one."""
    found = {it.identity for it in device(uiid, {"workMode": mode}).features}
    assert ("cover" in found) is has_cover
    assert ("switch_0" in found) is (mode == 1 or (mode == 3 and uiid == 211))


@pytest.mark.parametrize("uiid", [126, 165, 211])
def test_no_mode_no_cover(uiid: int) -> None:
    """As long as nobody told of a motor, there are relays."""
    found = {it.identity for it in device(uiid).features}
    assert "cover" not in found
    assert "switch_1" in found
