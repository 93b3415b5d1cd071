"""Pairing a device at an address, from the menu to its entities."""

from pathlib import Path

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.pairing import gateway
from homeassistant.helpers import device_registry as dr
from tests.home import Home, until
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID

from .wizard import Wizard, wifi_of_home

PACE = 0.02
ADD = "POST /v2/device/add"


async def test_new_device_is_there_without_a_reload(home: Home, wizard: Wizard) -> None:
    """The device is in the account, in Home Assistant and online in the end."""
    device = await home.simulator.start_pairing(pace=PACE)
    coordinator = home.coordinator
    assert await wizard.pair(device.address) == "ended: device_added"

    device_id = device.device.device_id
    registered = home.find_device(device_id)
    assert registered is not None
    assert wizard.placeholders["name"] == registered.name == "New lamp"
    assert wizard.placeholders["link"] == f"/config/devices/device/{registered.id}"
    await home.becomes("New lamp", "off")
    assert home.coordinator is coordinator
    await home.call("turn_on", home.entity_id("New lamp"))
    await until(lambda: device.device.params["switch"] == "on")


async def test_what_the_device_is_given(home: Home, wizard: Wizard) -> None:
    """It is told what the user typed, and the server of the account's region."""
    device = await home.simulator.start_pairing(pace=PACE)
    await wizard.pair(device.address)
    assert device.given == {
        "ssid": WIFI_SSID,
        "password": WIFI_PASSWORD,
        "serverName": "as-dispd.coolkit.cc",
        "port": 443,
    }


async def test_device_is_named_before_the_password_is_asked(
    home: Home, wizard: Wizard
) -> None:
    """The user sees who answers at the address."""
    device = await home.simulator.start_pairing(pace=PACE)
    assert await wizard.go_to_wifi(device.address) == "wifi"
    assert wizard.placeholders == {"hotspot": device.device.device_id}


async def test_gateway_of_a_hotspot(
    wizard: Wizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is that of the device whose hotspot this host is in."""
    table = tmp_path / "route"
    line = "wlan0\t00000000\t05070A0A\t0003\t0\t0\t600\t00000000\n"
    table.write_text(f"Iface\tDestination\tGateway\tFlags\n{line}")
    monkeypatch.setattr(gateway, "_ROUTES", table)
    await wizard.begin("joined")
    assert wizard.suggested == {"address": "10.10.7.5"}


async def test_usual_address(wizard: Wizard) -> None:
    """Else it is the one that most devices have."""
    await wizard.begin("joined")
    assert wizard.suggested == {"address": "10.10.7.1"}


async def test_room(home: Home, wizard: Wizard) -> None:
    """The device is put into the room that was chosen, which becomes its area."""
    device = await home.simulator.start_pairing(pace=PACE)
    family = home.simulator.family("My home")
    kitchen = next(room for room in family.rooms if room.name == "Kitchen")
    await wizard.pair(device.address, room=f"{family.id}/{kitchen.id}")

    assert device.device.place.room_id == kitchen.id
    assert device.device.place.family_id == family.id
    registered = dr.async_get(home.hass).async_get_device_by_identifier(
        (DOMAIN, device.device.device_id), home.entry.entry_id
    )
    assert registered is not None
    assert registered.area_id == "kitchen"


async def test_device_that_is_in_the_account_already(
    home: Home, wizard: Wizard
) -> None:
    """A device can be given another Wi-Fi, and keeps its entities."""
    await home.becomes("Kitchen lamp", "off")
    before = home.entity_id("Kitchen lamp")
    device = await home.simulator.start_pairing(device="Kitchen lamp", pace=PACE)
    await home.becomes("Kitchen lamp", "unavailable")
    result = await wizard.pair(device.address, name="Kitchen lamp")

    assert result == "ended: device_added"
    await home.becomes("Kitchen lamp", "off")
    assert home.entity_id("Kitchen lamp") == before


@pytest.mark.parametrize("address", ["8.8.8.8", "example.com", "", "10.0.0.1:0"])
async def test_address_elsewhere(home: Home, wizard: Wizard, address: str) -> None:
    """Nothing is ever sent to an address that is not of this site."""
    device = await home.simulator.start_pairing(pace=PACE)
    assert await wizard.begin("joined") == "joined"
    await wizard.fill_in(address=address)
    assert wizard.errors == {"address": "not_local"}
    await wizard.fill_in(address=device.address)
    assert await wizard.settled() == "wifi"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        pytest.param({"ssid": "x" * 32}, {"ssid": "ssid_length"}, id="name"),
        pytest.param(
            {"password": "short"}, {"password": "password_length"}, id="password"
        ),
    ],
)
async def test_wifi_that_a_device_has_no_room_for(
    home: Home, wizard: Wizard, changes: dict[str, str], errors: dict[str, str]
) -> None:
    """It is refused before anything is sent, and can be corrected."""
    device = await home.simulator.start_pairing(pace=PACE)
    await wizard.go_to_wifi(device.address)
    await wizard.fill_in(**wifi_of_home(**changes))
    assert wizard.errors == errors
    assert home.called(ADD) == 1

    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "ended: device_added"


async def test_open_network(home: Home, wizard: Wizard) -> None:
    """A network without a password needs none."""
    home.simulator.world.wifi["Open"] = ""
    device = await home.simulator.start_pairing(pace=PACE)
    await wizard.go_to_wifi(device.address)
    await wizard.fill_in(ssid="Open", name="New lamp")
    assert await wizard.settled() == "ended: device_added"
