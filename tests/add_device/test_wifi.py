"""Pairing with the host's own Wi-Fi; what it is told and what it is asked."""

import socket
from unittest.mock import patch

import pytest

from tests.fake_network_manager import Joining, Returning
from tests.home import until
from tests.pairing.conftest import TAKES_WIFI
from tests.simulator.canaries import WIFI_SSID

from .conftest import OpenWizard
from .site import INTERFACE, Site
from .test_failures import is_in_account
from .wizard import wifi_of_home

pytestmark = pytest.mark.demo("Kitchen lamp", "Zigbee bridge")

ADD = "POST /v2/device/add"
ACTIVE = 2


@pytest.mark.parametrize("profile", TAKES_WIFI)
async def test_devices_that_can_be_paired(site: Site, profile: str) -> None:
    """The device is there, and the network as before."""
    device = await site.start(profile)
    assert await site.pair(device) == "ended: device_added"
    await site.home.becomes("New lamp", "off")


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        ("encrypted", "encrypted"),
        ("html", "not_ewelink"),
        ("wrong_id", "wrong_device"),
        ("always_error", "refused"),
        ("silent", "no_answer"),
        ("never_online", "never_online"),
    ],
)
async def test_devices_that_cannot_be_paired(
    site: Site, profile: str, reason: str
) -> None:
    """The reason is told, the network is as before, and so is the account."""
    device = await site.start(profile)
    page = "not_online" if reason == "never_online" else "failed"
    assert await site.pair(device) == page
    assert site.wizard.errors == {"base": reason}
    choice = "give_up" if is_in_account(site.home, device) else "stop"
    await site.wizard.fill_in(next=choice)
    assert not is_in_account(site.home, device)


async def test_wrong_password(site: Site) -> None:
    """It is asked for again, when the device is in pairing mode again."""
    device = await site.start()
    site.home.simulator.world.wifi[WIFI_SSID] = "another password"
    assert await site.pair(device) == "not_online"
    assert site.wizard.errors == {"base": "never_online"}
    await device.press()
    assert await site.wizard.fill_in(next="try_again") == "mode"


async def test_device_that_leaves_pairing_mode(site: Site) -> None:
    """It is told, and looking begins anew."""
    device = await site.start()
    await site.go_to_wifi(device)
    await device.close()
    await site.wizard.fill_in(**wifi_of_home())
    assert await site.wizard.settled() == "failed"
    assert site.wizard.errors == {"base": "not_in_pairing_mode"}


async def test_mode_that_ends_by_itself(site: Site) -> None:
    """A device whose time is up is told nothing."""
    device = await site.start("expires")
    assert await site.go_to_wifi(device) == "wifi"
    await until(lambda: not device.is_open)
    await site.wizard.fill_in(**wifi_of_home())
    assert await site.wizard.settled() == "failed"
    assert site.wizard.errors == {"base": "not_in_pairing_mode"}
    assert device.requests == []


@pytest.mark.parametrize("way", ["wifi"], indirect=True)
async def test_spare_wifi_that_became_the_uplink(site: Site) -> None:
    """What the user was not warned of is not done."""
    device = await site.start()
    await site.go_to_wifi(device)
    [cable] = [it for it in site.host.devices.values() if it.name != INTERFACE]
    [wifi] = [it for it in site.host.devices.values() if it.name == INTERFACE]
    kept = cable.active
    cable.active = None
    assert kept is not None
    site.host.activate(kept.profile, wifi)
    await until(lambda: wifi.active is not None and wifi.active.state == ACTIVE)
    await site.wizard.fill_in(**wifi_of_home())
    assert await site.wizard.settled() == "failed"
    assert site.wizard.errors == {"base": "no_way"}
    assert device.requests == []
    # For the comparison with the beginning.
    site.host.end(wifi)
    cable.active = kept


async def test_way_is_named(site: Site) -> None:
    """The host's own Wi-Fi comes first, with the name of its interface."""
    await site.wizard.open()
    await site.wizard.choose("add_device")
    await site.wizard.fill_in()
    assert site.wizard.menu[:1] == [f"by_{site.way}"]
    named = {"spare": "", "uplink": ""}
    key = "spare" if site.way == "wifi" else "uplink"
    assert site.wizard.placeholders == {**named, key: INTERFACE}


async def test_networks_that_are_offered(site: Site) -> None:
    """Those of 2.4 GHz, and the host's own is chosen already."""
    device = await site.start()
    assert await site.look() == "pick"
    assert site.wizard.placeholders == {"interface": INTERFACE}
    await site.wizard.fill_in(hotspot=device.ssid)
    schema = site.wizard.result["data_schema"]
    assert schema is not None
    [selector] = [it for key, it in schema.schema.items() if key == "ssid"]
    assert "Neighbour" in selector.config["options"]
    assert "Neighbour 5 GHz" not in selector.config["options"]
    own = {"ssid": WIFI_SSID} if site.way == "uplink" else {}
    assert site.wizard.suggested == own


@pytest.mark.parametrize("way", ["uplink"], indirect=True)
async def test_warning_that_is_not_read(site: Site) -> None:
    """The tick is asked for again; the warning names the interface."""
    assert await site.wizard.begin(site.way) == "uplink"
    assert site.wizard.placeholders == {"interface": INTERFACE}
    await site.wizard.fill_in(confirm=False)
    assert site.wizard.errors == {"confirm": "not_confirmed"}


@pytest.mark.parametrize("way", ["uplink"], indirect=True)
async def test_no_call_while_the_uplink_is_away(site: Site) -> None:
    """The device is told first, and added when the network is back."""
    device = await site.start()
    await site.go_to_wifi(device)
    before = site.home.called(ADD)
    await site.wizard.fill_in(**wifi_of_home())
    await until(lambda: device.given is not None)
    assert site.home.called(ADD) == before
    assert await site.wizard.settled() == "ended: device_added"


@pytest.mark.parametrize("way", ["wifi"], indirect=True)
async def test_device_is_added_before_it_is_told(site: Site) -> None:
    """A host that keeps its internet leaves a refused device untouched."""
    device = await site.start()
    await site.go_to_wifi(device)
    site.home.simulator.fail_next(ADD, error=30017)
    await site.wizard.fill_in(**wifi_of_home())
    assert await site.wizard.settled() == "failed"
    assert device.given is None


async def test_nothing_is_found(site: Site) -> None:
    """One can look again."""
    assert await site.look() == "failed"
    assert site.wizard.errors == {"base": "not_found"}
    first = "uplink" if site.way == "uplink" else "search"
    assert await site.wizard.fill_in(next="try_again") == first
    await site.wizard.close()
    await site.home.hass.async_block_till_done()


@pytest.mark.parametrize(
    "joining", [Joining.WRONG_KEY, Joining.NO_ADDRESS_AT_ALL, Joining.NEVER]
)
async def test_hotspot_that_lets_nobody_in(site: Site, joining: Joining) -> None:
    """It is told, and looking begins anew."""
    device = await site.start()
    site.host.joining = joining
    assert await site.pair(device) == "failed"
    assert site.wizard.errors == {"base": "not_joined"}
    assert device.requests == []


async def test_network_that_does_not_come_back_at_once(site: Site) -> None:
    """The checkpoint brings it back."""
    device = await site.start()
    site.host.returning = Returning.FAILS_ONCE
    assert await site.pair(device) == "ended: device_added"


async def test_names_of_other_namespaces(site: Site) -> None:
    """An interface that this process cannot see is not offered."""
    await site.wizard.open()
    await site.wizard.choose("add_device")
    with patch.object(socket, "if_nameindex", return_value=[(1, "eth7")]):
        await site.wizard.fill_in()
    assert not {"by_wifi", "by_uplink"} & {*site.wizard.menu}


async def test_second_dialog(site: Site, open_wizard: OpenWizard) -> None:
    """A dialog that comes later can go on after a failure, too."""
    device = await site.start("silent")
    await site.pair(device)
    other = open_wizard()
    assert await other.open() == "failed"
    assert await other.fill_in(next="try_again") == "wifi"
    await other.fill_in(**wifi_of_home())
    assert await other.settled() == "failed"
    assert other.errors == {"base": "no_answer"}
