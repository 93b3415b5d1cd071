"""Commands that may be obeyed twice."""

from typing import Any

import pytest

from custom_components.ewelink.api.lan.twice import may_repeat

from .test_paths import outlets

type Params = dict[str, Any]


@pytest.mark.parametrize(
    ("params", "known", "is_repeatable"),
    [
        pytest.param({"switch": "on"}, {}, True, id="switch"),
        pytest.param({"switch": "on"}, {"pulse": "off"}, True, id="no inching"),
        pytest.param({"switch": "on"}, {"pulse": "on"}, False, id="inching"),
        pytest.param({"switch": "off"}, {"pulse": "on"}, True, id="inching, off"),
        pytest.param(
            outlets(o0="on"),
            {"pulses": [{"outlet": 0, "pulse": "on"}]},
            False,
            id="inching of the outlet",
        ),
        pytest.param(
            outlets(o1="on"),
            {"pulses": [{"outlet": 0, "pulse": "on"}]},
            True,
            id="inching of another outlet",
        ),
        pytest.param(
            outlets(o0="off"),
            {"pulses": [{"outlet": 0, "pulse": "on", "switch": "on"}]},
            False,
            id="inching that falls back to on",
        ),
        pytest.param(
            {"switch": "on"}, {"pulseConfig": {"pulse": "on"}}, False, id="181"
        ),
        pytest.param({"cmd": "transmit", "rfChl": 0}, {}, False, id="radio"),
        pytest.param({"soundAction": 1}, {}, False, id="sound"),
        pytest.param({"pulse": "on", "pulseWidth": 500}, {}, False, id="pulse"),
        pytest.param({"motorTurn": 2}, {}, False, id="a motor's turn"),
        pytest.param({"motorTurn": 0}, {}, True, id="a motor's stop"),
        pytest.param({"location": 5}, {}, True, id="a motor's place"),
        pytest.param({"switch": "toggle", "toggle": 1}, {}, False, id="toggle"),
    ],
)
def test_harmless_twice(params: Params, known: Params, is_repeatable: bool) -> None:  # noqa: FBT001
    """To set a state twice is harmless, to do something twice is not."""
    assert may_repeat(params, known) is is_repeatable
