"""Which values count as the same when a report is merged."""

from typing import Any

import pytest

from custom_components.ewelink.api.merge import merge_params


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param(lambda it: it, id="plain"),
        pytest.param(lambda it: {"a": "x", "b": it}, id="object"),
        pytest.param(lambda it: [it, "x"], id="array"),
        pytest.param(lambda it: [{"outlet": 0, "a": it}], id="outlets"),
        pytest.param(lambda it: {"a": {"b": [{"c": it}]}}, id="deep"),
    ],
)
@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ("on", "on", True),
        (1, 1.0, True),
        (True, True, True),
        (True, 1, False),
        (0, False, False),
        (None, None, True),
        (None, 0, False),
    ],
)
def test_truth_values_are_no_numbers(
    wrap: Any, old: object, new: object, *, is_same: bool
) -> None:
    """At any depth; numbers of different types are the same."""
    base = {"key": wrap(old)}
    changed = merge_params(base, {"key": wrap(new)})
    assert ("key" not in changed) is is_same
