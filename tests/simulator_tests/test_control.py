"""The control side over HTTP, the page, start and stop."""

import asyncio
import json
from pathlib import Path
import signal
import sys
from typing import Any

import pytest

from tests.simulator import Simulator
from tests.simulator.control_http import OPERATIONS

from .client import Client, Json

ROOT = Path(__file__).parents[2]


async def _do(client: Client, operation: str, **body: Any) -> Json:
    address = f"{client.simulator.base_url}/sim/{operation}"
    async with client.session.post(address, json=body) as answer:
        result: Json = await answer.json()
        return result


async def _read(client: Client, what: str) -> Any:
    address = f"{client.simulator.base_url}/sim/{what}"
    async with client.session.get(address) as answer:
        return await answer.json()


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("press", {"device": "Kitchen lamp"}),
        ("push", {"device": "Desk", "params": {"power": 1}}),
        ("app_sends", {"device": "Kitchen lamp", "params": {"timers": []}}),
        ("timers", {"seconds": 3600}),
        ("frame", {"text": "x"}),
        ("online", {"device": "Desk", "online": False}),
        ("tick", {"seconds": 1}),
        ("add", {"like": "Kitchen lamp", "name": "Second lamp", "room": "Kitchen"}),
        ("remove", {"device": "Desk"}),
        ("rename", {"device": "Desk", "name": "Table"}),
        ("move", {"device": "Desk", "room": "Cellar", "home": "Cottage"}),
        ("set", {"device": "Desk", "overrides": {"params": None}}),
        ("key", {"device": "Desk", "key": "of-a-new-pairing"}),
        ("internet", {"there": False}),
        ("local", {"there": False}),
        ("local", {"device": "Desk", "there": True}),
        ("sockets", {"do": "freeze"}),
        ("tokens", {"do": "expire"}),
        ("fail", {"interface": "GET /v2/family", "error": 412}),
        ("delay", {"seconds": 0}),
        ("device_fault", {"device": "Desk", "error": 504}),
        ("clear", {}),
        ("limits", {"enforced": True}),
        ("heartbeat", {"seconds": 5}),
        ("page_limit", {"num": 30}),
        ("reset_counters", {}),
        ("gsm", {"name": "Pump"}),
        ("pair", {"profile": "guide", "device": "Desk", "pace": 0.1}),
    ],
)
async def test_operations(stranger: Client, operation: str, body: Json) -> None:
    """Each operation of the table works."""
    assert operation in OPERATIONS
    assert (await _do(stranger, operation, **body))["ok"]


async def test_wrong_operation(stranger: Client) -> None:
    """Mistakes are told."""
    answer = await _do(stranger, "press", device="Nobody")
    assert not answer["ok"]
    assert "Nobody" in answer["reason"]


async def test_readers(client: Client) -> None:
    """State, calls, frames and violations."""
    await client.online()
    state = await _read(client, "state")
    lamp = next(item for item in state["devices"] if item["name"] == "Kitchen lamp")
    assert (lamp["home"], lamp["room"]) == ("My home", "Kitchen")
    assert lamp["buttons"] == {"0": "Button"}
    assert state["summary"]["sessions"] == 1
    assert (await _read(client, "calls"))[0]["interface"] == "POST /v2/user/login"
    assert (await _read(client, "frames"))[0]["data"]["action"] == "userOnline"
    assert await _read(client, "violations") == []


async def test_page(stranger: Client) -> None:
    """The page brings everything it needs."""
    async with stranger.session.get(stranger.simulator.base_url) as answer:
        text = await answer.text()
    assert "<title>" in text
    assert "http://" not in text
    assert "https://" not in text


async def test_troubles_are_shown(stranger: Client) -> None:
    """A device that fails, and a quota that is used up, can be seen and undone."""
    for fault, seen in (
        ({"error": 400}, "refuses"),
        ({"silent": True}, "silent"),
        ({"heal": True}, "none"),
    ):
        await _do(stranger, "device_fault", device="Kitchen lamp", **fault)
        devices = (await _read(stranger, "state"))["devices"]
        assert [it["trouble"] for it in devices if it["name"] == "Kitchen lamp"] == [
            seen
        ]
    for calls, error in ((0, 412), (None, 0)):
        await _do(stranger, "quota", calls=calls)
        state = await _read(stranger, "state")
        assert state["summary"]["quota_used_up"] is (calls == 0)
        assert (await stranger.login())["error"] == error


async def test_events(stranger: Client) -> None:
    """A press is seen on the page at once."""
    address = f"{stranger.simulator.base_url}/sim/events"
    async with stranger.session.get(address) as answer:
        stranger.simulator.press("Kitchen lamp")
        line = await asyncio.wait_for(answer.content.readline(), 2)
        event = json.loads(line.removeprefix(b"data: "))
        assert event["device"]["params"]["switch"] == "on"
        await stranger.simulator.stop()
        assert (await answer.content.read()).strip() == b""


async def test_nothing_is_left(simulator: Simulator, client: Client) -> None:
    """After the stop no task of the simulator runs, alive or not."""
    await simulator.stop()
    before = asyncio.all_tasks()
    await simulator.start(alive=True)
    await client.online()
    simulator.delay(5)
    late = asyncio.create_task(client.call("GET", "/v2/family"))
    await asyncio.sleep(0.05)
    begun = asyncio.get_running_loop().time()
    await simulator.stop()
    assert asyncio.get_running_loop().time() - begun < 2
    await asyncio.gather(late, return_exceptions=True)
    assert asyncio.all_tasks() <= before


async def test_command_line(socket_enabled: None) -> None:
    """One line of JSON, then it runs until it is interrupted."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.simulator",
        "--devices",
        "5",
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = json.loads(await asyncio.wait_for(process.stdout.readline(), 10))
    assert set(line) == {
        "base_url",
        "app_id",
        "app_secret",
        "username",
        "password",
        "phone_number",
        "country_code",
        "region",
        "oauth_app_id",
        "oauth_app_secret",
        "pairing_address",
    }
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 5) == 0
