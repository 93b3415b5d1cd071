"""When a report makes a device look anew at what its params tell of each other."""

from collections.abc import Iterator
from unittest.mock import Mock, patch

import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.rows import told_since

from .common import device


@pytest.fixture
def looks() -> Iterator[Mock]:
    """Return what counts how often a device looks anew."""
    target = "custom_components.ewelink.devices.device.told_since"
    with patch(target, side_effect=told_since) as looks:
        yield looks


@pytest.mark.parametrize("uiid", [99999, 22, 264])
@pytest.mark.parametrize(
    ("known", "reports"),
    [
        ({"switch": "off"}, [{"switch": "on"}, {"switch": "off"}]),
        ({"switch": False}, [{"switch": True}]),
        ({"state": 1, "power": 12}, [{"state": 2, "power": 12.5}]),
        ({"voltage": "230"}, [{"voltage": "231.5"}]),
        ({"actPow_00": 1, "actPow_01": 1}, [{"actPow_00": 2}, {"actPow_01": "3"}]),
        (
            {"temperature": 2570, "temperatureF": 7826},
            [{"temperature": 2580}, {"temperatureF": 7844}],
        ),
        (
            {"switches": [{"outlet": n, "switch": "off"} for n in range(2)]},
            [{"switches": [{"outlet": 1, "switch": "on"}]}],
        ),
        (
            {"pulses": [{"outlet": 0, "width": 500}]},
            [{"pulses": [{"outlet": 0, "width": 1000}]}],
        ),
    ],
)
def test_other_values_tell_nothing_new(
    uiid: int, known: Params, reports: list[Params], looks: Mock
) -> None:
    """What is switched and measured is of the same shape each time."""
    found = device(uiid, known)
    for report in reports:
        assert found.merge(report, 0, Origin.DEVICE)
    looks.assert_not_called()


@pytest.mark.parametrize(
    ("known", "report"),
    [
        ({}, {"switch": "on"}),
        ({"switch": "on"}, {"switch": None}),
        ({"switch": "on"}, {"switch": True}),
        ({"actPow_00": ""}, {"actPow_00": "1"}),
        ({"switches": []}, {"switches": [{"outlet": 0, "switch": "on"}]}),
        ({"voltage": 0}, {"voltage": 230}),
        ({"temperature": 2500}, {"temperature": 2570, "temperatureF": 7826}),
        ({"temperature": 2500, "temperatureF": 0}, {"temperatureF": 7826}),
    ],
)
def test_other_shapes_do(known: Params, report: Params, looks: Mock) -> None:
    """Keys that come and go, other types and outlets, and a scale not known yet."""
    found = device(99999, known)
    found.merge(report, 0, Origin.DEVICE)
    looks.assert_called_once()
    assert found.type == device(99999, {**known, **report}).type
