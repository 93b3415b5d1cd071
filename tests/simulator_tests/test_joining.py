"""From the Wi-Fi given to a device that is online in an account."""

import asyncio
import hashlib
from typing import Any

import pytest

from tests.simulator import SimDevice, Simulator
from tests.simulator.hotspot import HotspotServer, Led

from .client import Client, Json
from .hotspot_client import PACE, STORED, pair, until_led

ADD = "/v2/device/add"
JOINED = PACE * 4


async def add(client: Client, device: SimDevice, **changes: Any) -> Json:
    """Add a device to the account."""
    text = f"{device.device_id}{device.devicekey}"
    body = {
        "name": "My plug",
        "deviceid": device.device_id,
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "chipid": device.chip_id,
        **changes,
    }
    return await client.call("POST", ADD, body)


async def _stays_offline(client: Client, server: HotspotServer, led: Led) -> None:
    await asyncio.sleep(JOINED)
    assert (server.device.online, server.led) == (False, led)


async def test_factory_new(client: Client) -> None:
    """A new device is nobody's: in no list, and offline."""
    server = await client.simulator.start_pairing(pace=PACE)
    assert server.device.device_id in client.simulator.world.factory
    assert server.device.device_id not in client.simulator.devices
    assert not server.device.online
    assert server.ssid == f"ITEAD-{server.device.device_id}"


async def test_secrets(simulator: Simulator) -> None:
    """The Wi-Fi and the new device's keys are secrets."""
    server = await simulator.start_pairing(pace=PACE)
    secrets = simulator.secrets()
    assert {simulator.wifi_ssid, simulator.wifi_password} <= secrets
    assert {server.device.devicekey, server.device.chip_id} <= secrets


async def test_added_before(client: Client) -> None:
    """Added, given the Wi-Fi, joined: the cloud pushes it, then its state."""
    socket = await client.online()
    server = await client.simulator.start_pairing(pace=PACE)
    added = (await add(client, server.device))["data"]
    assert added["itemType"] == 1
    assert added["itemData"]["online"] is False

    assert await pair(server) == STORED

    sysmsg, state = await socket.receive(), await socket.receive()
    assert (sysmsg["action"], sysmsg["params"]) == ("sysmsg", {"online": True})
    assert sysmsg["deviceid"] == state["deviceid"] == server.device.device_id
    assert state["params"]["switch"] == "off"
    assert server.led is Led.ON


async def test_added_after(client: Client) -> None:
    """A device that has joined waits until it is added, and is online at once."""
    socket = await client.online()
    server = await client.simulator.start_pairing(pace=PACE)
    await pair(server)
    await _stays_offline(client, server, Led.CONNECTING)

    added = (await add(client, server.device))["data"]

    assert added["itemData"]["online"] is True
    assert (await socket.receive())["params"] == {"online": True}
    assert server.led is Led.ON


async def test_joining_takes_time(client: Client) -> None:
    """Two seconds, at the pace asked for."""
    server = await client.simulator.start_pairing("esp8266_old", pace=0.1)
    await add(client, server.device)
    await pair(server)
    begun = asyncio.get_running_loop().time()
    await until_led(server, Led.ON)
    assert asyncio.get_running_loop().time() - begun >= 0.15


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"password": "wrong password"}, id="password"),
        pytest.param({"password": ""}, id="no password"),
        pytest.param({"ssid": "somebody else's"}, id="ssid"),
        pytest.param({"serverName": "eu-dispd.coolkit.cc"}, id="region"),
        pytest.param({"port": 8080}, id="port"),
    ],
)
async def test_never_online(client: Client, changes: Json) -> None:
    """What is wrong with the Wi-Fi shows only in that the device never comes."""
    server = await client.simulator.start_pairing(pace=PACE)
    await add(client, server.device)
    assert await pair(server, **changes) == STORED
    await until_led(server, Led.NO_WIFI)
    await _stays_offline(client, server, Led.NO_WIFI)


async def test_wrong_region_added_after(client: Client) -> None:
    """The region is the account's that adds the device."""
    server = await client.simulator.start_pairing(pace=PACE)
    await pair(server, serverName="eu-dispd.coolkit.cc")
    await _stays_offline(client, server, Led.CONNECTING)
    await add(client, server.device)
    await _stays_offline(client, server, Led.NO_WIFI)


async def test_chinese_server(client: Client) -> None:
    """The Chinese region has a domain of its own."""
    server = await client.simulator.start_pairing(pace=PACE)
    await add(client, server.device)
    client.account.region = "cn"
    await pair(server, serverName="cn-dispd.coolkit.cn")
    await until_led(server, Led.ON)


async def test_other_wifi(client: Client) -> None:
    """A home may have other networks, an open one too."""
    client.simulator.world.wifi["Gäste"] = ""
    server = await client.simulator.start_pairing(pace=PACE)
    await add(client, server.device)
    await pair(server, ssid="Gäste", password="")
    await until_led(server, Led.ON)


async def test_all_well_and_never_online(client: Client) -> None:
    """The Wi-Fi is right, and the cloud never hears of the device."""
    server = await client.simulator.start_pairing("never_online", pace=PACE)
    await add(client, server.device)
    assert await pair(server) == STORED
    await _stays_offline(client, server, Led.CONNECTING)


async def test_paired_device_works(client: Client) -> None:
    """A paired device is one like any other."""
    socket = await client.online()
    server = await client.simulator.start_pairing(pace=PACE)
    await add(client, server.device)
    await pair(server)
    await socket.receive()
    await socket.receive()
    assert (await socket.command("My plug", {"switch": "on"}))["error"] == 0
    assert server.device.params["switch"] == "on"


async def test_added_device_again(client: Client) -> None:
    """A device of the account goes offline in pairing mode, and comes back."""
    socket = await client.online()
    server = await client.simulator.start_pairing(device="Kitchen lamp", pace=PACE)
    assert (await socket.receive())["params"] == {"online": False}
    await pair(server)
    assert (await socket.receive())["params"] == {"online": True}
    assert server.device is client.simulator.device("Kitchen lamp")


async def test_button_again(client: Client) -> None:
    """Holding the button forgets the Wi-Fi and opens the hotspot where it was."""
    server = await client.simulator.start_pairing(pace=PACE)
    await add(client, server.device)
    port = server.port
    await pair(server, password="wrong password")
    await until_led(server, Led.NO_WIFI)
    await server.press()
    assert (server.port, server.led, server.given) == (port, Led.FAST, None)
    await pair(server)
    await until_led(server, Led.ON)
    await server.press()
    assert not server.device.online


async def test_button_while_joining(client: Client) -> None:
    """A device in pairing mode does not come online behind one's back."""
    server = await client.simulator.start_pairing(pace=PACE)
    await add(client, server.device)
    await pair(server)
    await server.press()
    await _stays_offline(client, server, Led.FAST)


async def test_deleted(client: Client) -> None:
    """A deleted device is nobody's again, and can be paired again."""
    server = await client.simulator.start_pairing(pace=PACE)
    await add(client, server.device)
    device_id = server.device.device_id
    answer = await client.call("DELETE", "/v2/device", deviceid=device_id)
    assert answer["error"] == 0
    assert device_id in client.simulator.world.factory
    assert (await add(client, server.device))["error"] == 0


async def test_foreign_brand(client: Client) -> None:
    """An APPID may not add any brand; the device stays nobody's."""
    server = await client.simulator.start_pairing(pace=PACE)
    server.device.brand = "Foreign"
    assert (await add(client, server.device))["error"] == 30017
    assert server.device.device_id in client.simulator.world.factory


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"deviceid": "nonsense"}, 30010, id="id"),
        pytest.param({"deviceid": "0000000000"}, 30018, id="no such device"),
        pytest.param({"digest": "0" * 64}, 30015, id="digest"),
        pytest.param({"chipid": "other"}, 30014, id="chipid"),
        pytest.param({"chipid": ""}, 0, id="no chipid"),
        pytest.param({"sort": 3}, 400, id="sort"),
    ],
)
async def test_add_errors(client: Client, changes: Json, error: int) -> None:
    """What is wrong with a call has a number."""
    server = await client.simulator.start_pairing(pace=PACE)
    assert (await add(client, server.device, **changes))["error"] == error


@pytest.mark.parametrize("error", [407, *range(30010, 30020)])
async def test_planned_errors(client: Client, error: int) -> None:
    """Any number can be planned; the next call succeeds."""
    server = await client.simulator.start_pairing(pace=PACE)
    client.simulator.fail_next(f"POST {ADD}", error=error)
    assert (await add(client, server.device))["error"] == error
    assert (await add(client, server.device))["error"] == 0
