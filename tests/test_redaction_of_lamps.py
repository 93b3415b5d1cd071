"""What of a lamp's params is shown: how it shines, and nothing that it was named."""

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.redaction import described_params, redacted_params

from .devices.common import device


def test_lamp() -> None:
    """The values of all its modes are, and the names of these."""
    params: Params = {
        "switch": "on",
        "ltype": "nightLight",
        "white": {"br": 5, "ct": 20, "name": "mine"},
        "nightLight": {"br": 50, "ct": 0, "name": "yours"},
    }
    shown = described_params(device(103, params))

    assert shown == {
        **params,
        "white": {"br": 5, "ct": 20, "name": "<text>"},
        "nightLight": {"br": 50, "ct": 0, "name": "<text>"},
    }
    assert redacted_params(device(103, params))["ltype"] == "nightLight"


def test_word_that_is_no_mode() -> None:
    """A text in the place of a mode is none of ours."""
    params: Params = {
        "state": "on",
        "type": "canary",
        "channel0": "25",
        "channel1": "0",
    }

    assert described_params(device(16, params)) == {**params, "type": "<text>"}
