"""The first report of figures that a device was not known to have."""

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params

from .common import device

RELAYS: Params = {"switch_00": True, "switch_01": False}


def test_first_figures_are_fresh() -> None:
    """They are shown at once, though the type was without them before."""
    found = device(99999, RELAYS)
    report: Params = {"actPow_00": 1234, "voltage_00": 23000}
    changed = found.merge(report, 5, Origin.DEVICE)
    assert changed == {"actPow_00", "voltage_00"}
    assert {"power_0", "voltage_0"} <= {it.identity for it in found.features}
    assert found.is_live("actPow_00", 6)
    assert found.is_live("voltage_00", 6)


def test_first_figures_that_the_cloud_remembers_are_not() -> None:
    """Nobody knows how old they are."""
    found = device(99999, RELAYS)
    found.merge({"actPow_00": 1234}, 5, Origin.LIST)
    assert not found.is_live("actPow_00", 6)
