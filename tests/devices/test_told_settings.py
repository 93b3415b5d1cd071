"""Settings of switches on devices whose type is not known, or not wholly."""

import pytest

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
