"""A device that speaks a newer version, which is not known."""

from collections.abc import Callable

import pytest

from custom_components.ewelink.diagnostics import async_get_device_diagnostics
from tests.api.lan.announcing import packed
from tests.home import Home
from tests.lan_simulator.process import LanSimulator
from tests.lan_simulator.record import SERVICE
from tests.local_home import heard, network_of, peer_of

LAMP = "Kitchen lamp"


async def _hindrance(home: Home) -> object:
    report = await async_get_device_diagnostics(
        home.hass, home.entry, home.device(LAMP)
    )
    return report["local"]["hindrance"]


@pytest.fixture
def renew(local_home: Home) -> Callable[[], None]:
    """Return what lets the device announce a newer version."""
    device_id = local_home.sim(LAMP).device_id
    text = packed(id=device_id, type="plug", apivers=2, seq=99, data1="{}")
    lan = network_of(local_home).lan
    return lambda: lan.hear_text(f"eWeLink_{device_id}.{SERVICE}", text)


async def test_version_that_comes_and_goes(
    local_home: Home, lan: LanSimulator, renew: Callable[[], None]
) -> None:
    """The sensor and the report tell it at once, and that it is over."""
    home = local_home
    await heard(home, lan, LAMP)
    sensor = home.entity_id(LAMP, "connection")
    shown = home.hass.states.get(sensor)
    assert shown is not None
    assert (shown.state, shown.attributes.get("reason")) == ("online", None)

    renew()
    await home.hass.async_block_till_done()
    shown = home.hass.states.get(sensor)
    assert shown is not None
    assert (shown.state, shown.attributes["reason"]) == (
        "cloud_only",
        "unknown_version",
    )
    assert await _hindrance(home) == "unknown_version"
    assert not peer_of(home, LAMP).can_send

    await lan.announce(LAMP)
    await heard(home, lan, LAMP)
    await home.hass.async_block_till_done()
    shown = home.hass.states.get(sensor)
    assert shown is not None
    assert (shown.state, shown.attributes.get("reason")) == ("online", None)
    assert await _hindrance(home) is None
