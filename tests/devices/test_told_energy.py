"""The scale of energy on a device whose type is not known."""

import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import Readable

from .common import device


def _energy(params: Params) -> object:
    found = device(99999, params)
    return next(
        (
            it.decode(found.params)
            for it in found.features
            if it.identity == "energy_today" and isinstance(it, Readable)
        ),
        None,
    )


@pytest.mark.parametrize(
    ("load", "raw", "energy"),
    [
        ({"voltage": "230.1", "power": "12.3"}, "1.25", 1.25),
        ({"voltage": 23010, "power": 1230}, 125, 1.25),
        ({"power": "12.3"}, "1.25", None),
        ({"current": 1, "voltage": 0}, 125, None),
        ({}, 125, 1.25),
    ],
)
def test_scale_of_the_load(load: Params, raw: object, energy: float | None) -> None:
    """It is that of the energy, which waits until it is known."""
    assert _energy({**load, "dayKwh": raw}) == energy


def test_scale_that_is_told_later() -> None:
    """The energy comes with it."""
    found = device(99999, {"power": "12.3", "dayKwh": "1.25"})
    assert all(it.key != "energy_today" for it in found.features)
    found.merge({"voltage": "229"}, 0, Origin.DEVICE)
    assert any(it.key == "energy_today" for it in found.features)
