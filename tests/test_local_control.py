"""What the options of an entry tell of local control."""

from typing import Any

import pytest

from custom_components.ewelink.api.ways import Way
from custom_components.ewelink.entry_data import local_control
from custom_components.ewelink.local_control import LocalControl


def test_nothing_chosen() -> None:
    """Both ways are taken, and what is needed without internet is kept."""
    chosen = local_control({})
    assert chosen == LocalControl()
    assert chosen.way_of("1") is Way.AUTO
    assert chosen.keep_offline


def test_all_chosen() -> None:
    """A device may have a way of its own."""
    options = {
        "local_control": {
            "way": "local",
            "devices": {"1": "cloud"},
            "addresses": {"2": "lamp.lan:8081"},
            "keep_offline": False,
        }
    }
    chosen = local_control(options)
    assert (chosen.way_of("1"), chosen.way_of("2")) == (Way.CLOUD, Way.LOCAL)
    assert chosen.addresses == {"2": "lamp.lan:8081"}
    assert not chosen.keep_offline


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "auto",
        {"way": "both", "devices": ["1"], "addresses": "x", "keep_offline": "?"},
        {"way": 1, "devices": {"1": None}, "addresses": {"1": 2, "3": ""}},
    ],
)
def test_odd_options(odd: Any) -> None:
    """What cannot be read is as if it was not chosen."""
    assert local_control({"local_control": odd}) == LocalControl()
