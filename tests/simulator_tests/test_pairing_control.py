"""Devices in pairing mode over the HTTP control side."""

import asyncio
import json
from typing import Any

import pytest

from .client import Client, Json
from .hotspot_client import PACE, pair, until_led


async def _do(client: Client, operation: str, **body: Any) -> Json:
    address = f"{client.simulator.base_url}/sim/{operation}"
    async with client.session.post(address, json=body) as answer:
        result: Json = await answer.json()
        return result


async def _state(client: Client) -> Json:
    address = f"{client.simulator.base_url}/sim/state"
    async with client.session.get(address) as answer:
        state: Json = await answer.json()
        return state


async def test_pair(client: Client) -> None:
    """A device is put into pairing mode; the state tells where it waits."""
    result = (await _do(client, "pair", profile="guide", pace=PACE))["result"]
    (server,) = client.simulator.pairing
    assert result["address"] == server.address
    assert (server.profile.name, server.pace) == ("guide", PACE)
    assert (await _state(client))["pairing"] == [
        {
            "id": server.device.device_id,
            "name": "New plug",
            "model": "S26R2",
            "profile": "guide",
            "address": f"127.0.0.1:{server.port}",
            "ssid": server.ssid,
            "led": "fast",
            "open": True,
            "given": False,
            "added": False,
        }
    ]


async def test_wifi(client: Client) -> None:
    """The state tells the Wi-Fi one has to give."""
    simulator = client.simulator
    wifi = {"ssid": simulator.wifi_ssid, "password": simulator.wifi_password}
    assert (await _state(client))["wifi"] == wifi


async def test_hold(client: Client) -> None:
    """The button opens the hotspot again."""
    server = await client.simulator.start_pairing("esp8266_old", pace=PACE)
    await pair(server, password="wrong password")
    await until_led(server, "no_wifi")
    result = (await _do(client, "hold", device=server.device.device_id))["result"]
    assert (result["led"], server.is_open) == ("fast", True)


async def test_more_devices(client: Client) -> None:
    """Each new device is another one, the same one has one hotspot only."""
    ids = [(await _do(client, "pair"))["result"]["id"] for _ in range(3)]
    assert len(set(ids)) == 3
    await _do(client, "pair", device=ids[0], profile="encrypted")
    profiles = [server.profile.name for server in client.simulator.pairing]
    assert profiles == ["colink", "colink", "encrypted"]


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("pair", {"profile": "unheard of"}),
        ("pair", {"device": "Nobody"}),
        ("hold", {"device": "Kitchen lamp"}),
    ],
)
async def test_mistakes(client: Client, operation: str, body: Json) -> None:
    """Mistakes are told."""
    assert not (await _do(client, operation, **body))["ok"]


async def test_events(client: Client) -> None:
    """The page hears of the LED at once."""
    address = f"{client.simulator.base_url}/sim/events"
    async with client.session.get(address) as answer:
        await client.simulator.start_pairing(pace=PACE)
        line = await asyncio.wait_for(answer.content.readline(), 2)
        event = json.loads(line.removeprefix(b"data: "))
        assert [item["led"] for item in event["pairing"]] == ["fast"]
        await client.simulator.stop()
