"""Settings of switches on devices whose type is not known, or not wholly."""

import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params

from .common import device, encode


@pytest.mark.parametrize("uiid", [None, 99999, 264, 181])
@pytest.mark.parametrize("parent_id", [None, "1000000002"])
def test_inching_object_is_sent_whole(uiid: int | None, parent_id: str | None) -> None:
    """The device takes its three members as they come."""
    pulse = {"pulse": "off", "switch": "off", "pulseWidth": 2500}
    found = device(uiid, {"switch": "on", "pulseConfig": pulse}, parent_id=parent_id)
    inching = next(it for it in found.features if it.identity == "inching")
    sent = found.complete(encode(inching, True, found.params))
    assert sent == {"pulseConfig": {**pulse, "pulse": "on"}}


def _entries(name: str, **values: object) -> Params:
    return {name: [{"outlet": n, **values} for n in range(2)]}


TWO: Params = {"switch_00": True, "switch_01": False}
PULSES = _entries("pulses", pulse="on", width=500)
CONFIGURE = _entries("configure", startup="stay")


@pytest.mark.parametrize(
    ("uiid", "params", "identities"),
    [
        (7020, {"switch": True, "startup": "on"}, {"power_on_state"}),
        (262, {**_entries("switches", switch="on"), "lock": 1}, {"interlock"}),
        (7021, TWO | CONFIGURE, {"power_on_state_0", "power_on_state_1"}),
        (7022, TWO | PULSES, {"inching_0", "inching_time_1"}),
        (7054, _entries("switches", switch="on") | PULSES, {"inching"}),
        *(
            (uiid, {"switch": "on", **CONFIGURE}, {"power_on_state"})
            for uiid in (44, 277, 7008, 7009, 99999)
        ),
    ],
)
def test_settings_that_are_told(
    uiid: int, params: Params, identities: set[str]
) -> None:
    """They are shown whether or not the row knows the relays."""
    found = device(uiid, params)
    assert identities <= {it.identity for it in found.features}


@pytest.mark.parametrize("uiid", [44, 277, 7008, 7009])
def test_what_the_row_reads_comes_later(uiid: int) -> None:
    """It is shown from then on, in place of the other of its name."""
    found = device(uiid, {"switch": "on", **CONFIGURE})
    found.merge({"startup": "off"}, 0, Origin.DEVICE)
    states = [it for it in found.features if it.identity == "power_on_state"]
    assert [it.reads for it in states] == [frozenset({"startup"})]
