"""Commands of which a device does one part, and refuses another."""

import pytest

from custom_components.ewelink.api.errors import EwelinkRefusedError
from custom_components.ewelink.api.wire import Params

from .local_home import LAMP, LocalHome

BOTH: Params = {"switch": "on", "sledOnline": "off"}


async def test_command_that_is_half_done(local: LocalHome) -> None:
    """What was done is shown, and no late message of the cloud undoes it."""
    await local.set_up(way="local")
    await local.lan.multicast(on=False)
    await local.lan.fault(LAMP, refused={"sledOnline": 422})
    await local.told_by_cloud()
    written = local.listen(LAMP)
    device = local.home.coordinator.data[local.id(LAMP)]
    led = device.params.get("sledOnline")

    with pytest.raises(EwelinkRefusedError):
        await local.home.coordinator.link.send(device, BOTH)
    assert local.home.state(LAMP) == "on"
    assert device.params.get("sledOnline") == led

    local.push_old(LAMP, {"switch": "off", "alarm": 9})
    await local.told_by_cloud()
    assert written == ["on"]
    assert device.params["alarm"] == 9
    assert local.home.sent(LAMP) == []


async def test_rest_by_the_cloud(local: LocalHome) -> None:
    """The cloud is sent the rest alone."""
    await local.set_up()
    await local.lan.fault(LAMP, refused={"sledOnline": 422})
    device = local.home.coordinator.data[local.id(LAMP)]
    await local.home.coordinator.link.send(device, BOTH)
    assert local.home.sent(LAMP) == [{"sledOnline": "off"}]
    assert device.params["switch"] == "on"
    assert device.params["sledOnline"] == "off"
