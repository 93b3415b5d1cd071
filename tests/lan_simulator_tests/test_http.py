"""Requests to devices, good and bad ones."""

import asyncio
import json
from typing import Any

import pytest

from tests.lan_simulator.process import LanSimulator
from tests.simulator import Simulator
from tests.simulator.wire import Json

from .client import Client, until

LAMP = "Kitchen lamp"
ON: Json = {"switch": "on"}


async def test_command(client: Client, lan: LanSimulator, simulator: Simulator) -> None:
    """It is obeyed, confirmed by multicast, and the cloud hears of it."""
    client.forget()
    answer = await client.tell(LAMP, "switch", ON)
    assert (answer["error"], answer["seq"]) == (0, 1)
    assert set(answer) == {"error", "seq", "sequence"}
    assert (await client.until_told(LAMP, 1))[0]["switch"] == "on"
    assert client.texts(LAMP)[0]["seq"] == "2"
    await until(lambda: simulator.device(LAMP).params["switch"] == "on")
    assert (await lan.state(LAMP))["params"]["switch"] == "on"


@pytest.mark.parametrize(
    ("path", "data", "other", "error"),
    [
        ("switch", ON, {"encrypt": False, "data": {"switch": "on"}}, 401),
        ("switch", ON, {"encrypt": "true"}, 401),
        ("switch", ON, {"deviceid": "1000000000"}, 404),
        ("switch", ON, {"iv": "AAECAwQFBgcICQoLDA0ODw=="}, 400),
        ("switch", ON, {"data": "no base64"}, 400),
        ("switch", ON, {"sequence": 1}, 400),
        ("switches", {"switches": [{"outlet": 0, "switch": "on"}]}, {}, 404),
        ("wifi", {"ssid": "x"}, {}, 404),
        ("switch", {"switch": True}, {}, 422),
        ("switch", {"startup": "on"}, {}, 422),
        ("switch", {}, {}, 422),
        ("startup", {"startup": "sometimes"}, {}, 422),
        ("pulse", {"pulse": "on", "pulseWidth": 700}, {}, 422),
    ],
)
async def test_refused(
    client: Client, path: str, data: Json, other: Json, error: int
) -> None:
    """Each mistake has its number, and changes nothing."""
    body = client.body(LAMP, data, **other)
    client.forget()
    assert (await client.post(LAMP, path, body))["error"] == error
    client.ask()
    assert (await client.until_told(LAMP, 1))[0]["switch"] == "off"


async def test_paths_in_either_case(client: Client) -> None:
    """Old firmware takes both."""
    assert (await client.tell(LAMP, "sledonline", {"sledOnline": "off"}))["error"] == 0


async def test_body_that_is_no_json(client: Client, lan: LanSimulator) -> None:
    """That is 400; what is not of this interface is a page."""
    host, port = lan.address(LAMP)
    url = f"http://{host}:{port}/zeroconf/switch"
    async with client.session.post(url, data=b"{") as answer:
        assert json.loads(await answer.read())["error"] == 400
    async with client.session.get(url) as answer:
        assert answer.content_type == "text/html"
        assert answer.headers["Connection"] == "close"


async def test_without_an_apikey_no_answer(client: Client, lan: LanSimulator) -> None:
    """Old firmware says nothing at all."""
    body = client.body(LAMP, ON)
    del body["selfApikey"]
    asked = asyncio.create_task(client.post(LAMP, "switch", body))
    [received] = await lan.until_requests(1, LAMP, "switch")
    assert received["error"] is None
    assert not asked.done()
    asked.cancel()


async def test_journal(client: Client, lan: LanSimulator) -> None:
    """Requests are kept with what they held; what is not kept is told."""
    await client.tell(LAMP, "switch", ON)
    await client.tell(LAMP, "switch", {"switch": "off"})
    first, second = await lan.requests(LAMP)
    assert (first["path"], first["data"], first["error"]) == ("switch", ON, 0)
    assert json.loads(second["body"])["selfApikey"] == "123"
    assert first["connected_at"] <= first["at"] <= second["at"]
    [violation] = await lan.read("violations")
    assert "less than 0.2 s" in violation["what"]
    await lan.do("clear")
    assert await lan.requests() == []


async def test_chunks_and_kept_connections(client: Client, lan: LanSimulator) -> None:
    """What small servers do not understand is noted."""
    host, port = lan.address(LAMP)
    url = f"http://{host}:{port}/zeroconf/info"
    async with client.session.post(url, data=_chunks()) as answer:
        assert json.loads(await answer.read())["error"] == 400
    noted = {it["what"] for it in await lan.read("violations")}
    assert "no Content-Length" in noted
    assert "Expect or Transfer-Encoding" in noted


async def _chunks() -> Any:
    yield b"{}"
