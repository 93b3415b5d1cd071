"""What the codes of a bridge are called where one chooses among them."""

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.radio_options.codes import codes_of
from tests.devices.common import device
from tests.radio import rf_list

TAGS: Params = {
    "zyx_info": [
        {"remote_type": "6", "name": "Door", "buttonName": [{"0": "Button1"}]},
        {"remote_type": "7", "name": "Door", "buttonName": [{"1": "Button1"}]},
        {"remote_type": "6", "name": "", "buttonName": [{"2": "Button1"}]},
        {"remote_type": "3", "name": "Gate", "buttonName": [{"3": "Up"}, {"4": ""}]},
        {"remote_type": "1", "name": None, "buttonName": [{"5": "Ring"}]},
        {"remote_type": "1", "name": "Lamp", "buttonName": [{"6": "On"}]},
    ]
}


def test_names_of_codes() -> None:
    """Each has a name of its own, and what is not learned is left out."""
    found = device(28, {"rfList": rf_list(9, 5, 4, 3, 2, 1, 0)}, tags=TAGS)
    assert list(codes_of(found).items()) == [
        (0, "Door (0)"),
        (1, "Door (1)"),
        (2, "2"),
        (3, "Gate: Up"),
        (4, "Gate: 4"),
        (5, "Ring"),
        (9, "9"),
    ]


def test_bridge_that_has_told_nothing() -> None:
    """Nothing can be chosen of one that does not tell what it has learned."""
    assert not codes_of(device(28, tags=TAGS))
