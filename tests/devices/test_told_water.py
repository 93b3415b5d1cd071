"""What `water` means on a device whose type is not known."""

import pytest

from custom_components.ewelink.api.wire import Params

from .common import device

BRIDGE = "1000000002"


@pytest.mark.parametrize(
    ("params", "parent_id", "identity"),
    [
        ({"switch": "on"}, None, "moisture"),
        ({"state": 1}, None, "moisture"),
        ({"switch": "on", "state": 1}, BRIDGE, "moisture"),
        ({"lightswitch": 1}, BRIDGE, "moisture"),
        ({"switch": "on", "state": 1}, None, "water_shortage"),
        ({"lightswitch": 1}, None, "water_shortage"),
    ],
)
def test_leak_or_tank(params: Params, parent_id: str | None, identity: str) -> None:
    """A leak, but for what mists or lights, which is behind no bridge."""
    found = device(99999, {**params, "water": 1}, parent_id=parent_id)
    shown = {it.identity for it in found.features}
    assert shown & {"moisture", "water_shortage"} == {identity}
