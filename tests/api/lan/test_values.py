"""Values as they are compared."""

from hypothesis import given
import pytest

from custom_components.ewelink.api.lan.values import alike, holds

from ..strategies import ANYTHING


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        pytest.param(1, "1", True, id="number and text"),
        pytest.param("1.50", 1.5, True, id="text and number"),
        pytest.param("on", "on", True, id="texts"),
        pytest.param("on", "off", False, id="other texts"),
        pytest.param(1, True, False, id="truth and number"),
        pytest.param(True, True, True, id="truths"),
        pytest.param(None, 0, False, id="nothing and zero"),
    ],
)
def test_alike(one: object, other: object, is_alike: bool) -> None:  # noqa: FBT001
    """Firmware mixes numbers and texts."""
    assert alike(one, other) is is_alike
    assert alike(other, one) is is_alike


ON = {"outlet": 0, "switch": "on"}
OFF = {"outlet": 1, "switch": "off"}


@pytest.mark.parametrize(
    ("value", "wanted", "is_held"),
    [
        pytest.param([ON, OFF], [ON], True, id="one outlet of two"),
        pytest.param([{**ON, "outlet": "0", "x": 1}], [ON], True, id="more in it"),
        pytest.param([ON], [OFF], False, id="another outlet"),
        pytest.param([ON], [{**ON, "switch": "off"}], False, id="another state"),
        pytest.param([1, 2], [1, 2], True, id="no outlets"),
        pytest.param([1, 2], [ON], False, id="no outlets where there should be"),
        pytest.param("on", [ON], False, id="no array"),
        pytest.param({"br": "1", "ct": 2}, {"br": 1}, True, id="part of an object"),
        pytest.param({"ct": 2}, {"br": 1}, False, id="missing in an object"),
        pytest.param(5, {"br": 1}, False, id="no object"),
    ],
)
def test_holds(value: object, wanted: object, is_held: bool) -> None:  # noqa: FBT001
    """A report may hold more than a command."""
    assert holds(value, wanted) is is_held


@given(ANYTHING, ANYTHING)
def test_whatever_is_compared(one: object, other: object) -> None:
    """Nothing raises, and everything holds itself."""
    alike(one, other)
    holds(one, other)
    assert holds(one, one) or isinstance(one, list | dict)
