"""How values are spelt on the wire."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.devices.values import (
    OFF_ON,
    ON_OFF,
    ONE_ZERO,
    TRUE_FALSE,
    ZERO_ONE,
    Binary,
    NonZero,
    number,
    same,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(21, 21, id="int"),
        pytest.param(21.5, 21.5, id="float"),
        pytest.param("21", 21, id="digits"),
        pytest.param("-21.50", -21.5, id="decimal-string"),
        pytest.param(" 7 ", 7, id="padded"),
        pytest.param("unavailable", None, id="word"),
        pytest.param("", None, id="empty"),
        pytest.param("nan", None, id="nan-string"),
        pytest.param("inf", None, id="inf-string"),
        pytest.param(float("nan"), None, id="nan"),
        pytest.param(float("-inf"), None, id="inf"),
        pytest.param(10**400, None, id="huge"),
        pytest.param("9" * 400, None, id="huge-digits"),
        pytest.param(True, None, id="bool"),
        pytest.param(None, None, id="none"),
        pytest.param([1], None, id="list"),
    ],
)
def test_number(raw: object, expected: float | None) -> None:
    """A number is read from numbers and digits, and from nothing else."""
    assert number(raw) == expected


def test_whole_digits_are_an_integer() -> None:
    """A string of whole digits reads as the number would."""
    assert isinstance(number("230"), int)
    assert isinstance(number("230.0"), int)


@pytest.mark.parametrize(
    ("codec", "raw", "expected"),
    [
        (ON_OFF, "on", True),
        (ON_OFF, "OFF", False),
        (ON_OFF, True, None),
        (ON_OFF, 1, None),
        (OFF_ON, "on", False),
        (TRUE_FALSE, True, True),
        (TRUE_FALSE, False, False),
        (TRUE_FALSE, 1, None),
        (TRUE_FALSE, "true", None),
        (ONE_ZERO, 1, True),
        (ONE_ZERO, "0", False),
        (ONE_ZERO, 1.0, True),
        (ONE_ZERO, True, None),
        (ONE_ZERO, 2, None),
        (ZERO_ONE, 0, True),
        (Binary("brighter", "darker"), "darker", False),
        (Binary([1], None), [1], True),
        (NonZero(100), 37, True),
        (NonZero(100), "0", False),
        (NonZero(100), None, None),
    ],
)
def test_binary_decodes(
    codec: Binary | NonZero, raw: object, *, expected: bool | None
) -> None:
    """Only its own two spellings mean something, whatever type firmware gives them."""
    assert codec.decode(raw) is expected


@pytest.mark.parametrize(
    ("codec", "on", "off"),
    [
        (ON_OFF, "on", "off"),
        (OFF_ON, "off", "on"),
        (TRUE_FALSE, True, False),
        (ONE_ZERO, 1, 0),
        (NonZero(100), 100, 0),
    ],
)
def test_binary_encodes(codec: Binary | NonZero, on: object, off: object) -> None:
    """Values are written in the codec's own type."""
    assert (codec.encode(True), codec.encode(False)) == (on, off)
    assert type(codec.encode(True)) is type(on)


ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.lists(st.integers(), max_size=2)
)


@given(ANYTHING, st.sampled_from(["on", 1, 0.5, True, None]))
def test_comparing_never_raises(raw: object, expected: object) -> None:
    """Any two things can be compared."""
    assert same(raw, expected) in (True, False)
