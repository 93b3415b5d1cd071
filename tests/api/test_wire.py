"""Reading values of the wrong type."""

from typing import Any

from hypothesis import given
import pytest

from custom_components.ewelink.api.wire import as_bool, as_int, as_text

from .strategies import ANYTHING


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, 1),
        ("12", 12),
        ("-3", -3),
        (2.0, 2),
        (2.5, None),
        (float("inf"), None),
        ("2.5", None),
        ("", None),
        (True, None),
        (None, None),
        ([1], None),
    ],
)
def test_int(value: Any, expected: int | None) -> None:
    """Whole numbers, also as text."""
    assert as_int(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (False, False),
        (0, False),
        (1, True),
        ("True", True),
        ("0", False),
        (2, None),
        ("on", None),
        (None, None),
        ({}, None),
    ],
)
def test_bool(value: Any, expected: bool | None) -> None:  # noqa: FBT001
    """Truth values, also as number or text."""
    assert as_bool(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a", "a"), ("", None), (5, "5"), (True, None), (1.5, None), (None, None)],
)
def test_text(value: Any, expected: str | None) -> None:
    """Texts, also from whole numbers."""
    assert as_text(value) == expected


@given(value=ANYTHING)
def test_anything(value: Any) -> None:
    """No value raises."""
    assert as_int(value) is None or isinstance(as_int(value), int)
    assert as_bool(value) in (True, False, None)
    assert as_text(value) is None or isinstance(as_text(value), str)
