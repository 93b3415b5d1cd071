"""Hotspots of devices in pairing mode, byte by byte."""

import asyncio
import base64
from itertools import pairwise
import json

import pytest

from tests.simulator import Simulator
from tests.simulator.hotspot import Led

from .hotspot_client import (
    ASK,
    HEAD,
    PACE,
    STORED,
    body_of,
    exchange,
    give,
    identify,
    pair,
    posted,
    reset,
)


async def test_exact_bytes(simulator: Simulator) -> None:
    """Header and body are those of the coLink library."""
    server = await simulator.start_pairing(pace=PACE)
    device = server.device
    body = (
        f'{{"deviceid":"{device.device_id}","apikey":"{device.devicekey}",'
        f'"chipid":"{device.chip_id}","accept":"post"}}'
    ).encode()

    assert await exchange(server, ASK) == HEAD.format(len(body)).encode() + body
    assert await exchange(server, give()) == STORED


async def test_given(simulator: Simulator) -> None:
    """What the device was given can be read."""
    server = await simulator.start_pairing(pace=PACE)
    assert server.given is None
    await pair(server, version=4, password='ß quote" and \\')
    assert server.given == {
        "ssid": simulator.wifi_ssid,
        "password": 'ß quote" and \\',
        "serverName": "as-dispd.coolkit.cc",
        "port": 443,
    }


async def test_requests(simulator: Simulator) -> None:
    """The log has the raw bytes, their time and their answer."""
    server = await simulator.start_pairing(pace=PACE)
    await pair(server)
    assert [request.raw for request in server.requests] == [ASK, give()]
    assert server.requests[1].answer == STORED
    first, second = (request.at for request in server.requests)
    assert first + PACE <= second


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(give(port="443"), id="port is a string"),
        pytest.param(give(port=True), id="port is no number"),
        pytest.param(give(port=None), id="no port"),
        pytest.param(give(ssid=None), id="no ssid"),
        pytest.param(give(ssid="x" * 32), id="ssid too long"),
        pytest.param(give(ssid="ü" * 16), id="ssid too long in bytes"),
        pytest.param(give(password="x" * 64), id="password too long"),
        pytest.param(give(header="content-length: "), id="lower-case header"),
        pytest.param(give(header="Content-Length:"), id="no space"),
        pytest.param(give(filler="x" * 400), id="cut by the buffer"),
        pytest.param(give().replace(b"HTTP/1.1", b"HTTP/1.0"), id="not to the letter"),
        pytest.param(posted(b"ssid=x&password=y"), id="no JSON"),
        pytest.param(posted(b"\xff\xfe\xfd"), id="no text"),
        pytest.param(posted(b"[1]"), id="no object"),
        pytest.param(give()[:-1], id="body is cut"),
        pytest.param(ASK, id="asked twice"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="other path"),
    ],
)
async def test_wrong(simulator: Simulator, raw: bytes) -> None:
    """Anything wrong gets a close without a word, and the state begins anew."""
    server = await simulator.start_pairing(pace=PACE)
    await exchange(server, ASK)
    assert await exchange(server, raw) == b""
    assert server.given is None
    assert await exchange(server, give()) == b""
    assert await pair(server) == STORED


async def test_order(simulator: Simulator) -> None:
    """A Wi-Fi is not taken before the device was asked."""
    server = await simulator.start_pairing(pace=PACE)
    assert await exchange(server, give()) == b""


async def test_longest_request(simulator: Simulator) -> None:
    """512 bytes fit into the buffer, 513 do not."""
    server = await simulator.start_pairing(pace=PACE)
    empty = len(give(filler=""))
    await exchange(server, ASK)
    assert await exchange(server, give(filler="x" * (513 - empty))) == b""
    await exchange(server, ASK)
    assert await exchange(server, give(filler="x" * (512 - empty))) == STORED


async def test_esp8266_old(simulator: Simulator) -> None:
    """Old firmware has no chip id and takes anything in any order."""
    server = await simulator.start_pairing("esp8266_old", pace=PACE)
    assert await exchange(server, give(version=4, port="443")) == b""
    assert set(await identify(server)) == {"deviceid", "apikey", "accept"}
    assert set(await identify(server)) == {"deviceid", "apikey", "accept"}
    assert await exchange(server, give(header="content-length:")) == STORED


async def test_guide(simulator: Simulator) -> None:
    """The guide's sample: a space, a charset, and more on the same connection."""
    server = await simulator.start_pairing("guide", pace=PACE)
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(ASK)
    answer = await reader.readuntil(b"}")
    assert b"Content-Type: application/json; charset=utf-8\r\n" in answer
    assert json.loads(body_of(answer))["accept"] == " post"
    writer.write(give())
    assert body_of(await reader.readuntil(b"}")) == b'{"error":0}'
    writer.write(ASK)
    await reader.readuntil(b"}")
    begun = asyncio.get_running_loop().time()
    assert await reader.read() == b""
    assert asyncio.get_running_loop().time() - begun >= PACE * 5
    assert server.given is not None
    writer.close()


async def test_encrypted(simulator: Simulator) -> None:
    """The second generation tells nothing one can read, and takes nothing."""
    server = await simulator.start_pairing("encrypted", pace=PACE)
    data = await identify(server)
    assert set(data) == {"data"}
    assert len(base64.b64decode(data["data"])) == 144
    assert await exchange(server, give()) == b""


async def test_slow(simulator: Simulator) -> None:
    """The first connection waits for nine seconds, later ones for six."""
    server = await simulator.start_pairing("slow", pace=PACE)
    loop = asyncio.get_running_loop()
    times = [loop.time()]
    for raw in (ASK, give(port="443"), ASK):
        await exchange(server, raw)
        times.append(loop.time())
    first, *others = (later - earlier for earlier, later in pairwise(times))
    assert first >= PACE * 9
    assert PACE * 6 <= min(others) < PACE * 9


async def test_reset_after_ap(simulator: Simulator) -> None:
    """The answer comes whole, then a reset."""
    server = await simulator.start_pairing("reset_after_ap", pace=PACE)
    await exchange(server, ASK)
    assert await reset(server, give(), len(STORED)) == STORED
    assert server.given is not None


async def test_reset_before_answer(simulator: Simulator) -> None:
    """Nothing comes but a reset, and yet the Wi-Fi is stored."""
    server = await simulator.start_pairing("reset_before_answer", pace=PACE)
    await exchange(server, ASK)
    assert await reset(server, give(), 0) == b""
    assert server.given is not None
    assert server.requests[-1].answer == b""


async def test_error_once(simulator: Simulator) -> None:
    """A number other than zero, once; the hotspot stays."""
    server = await simulator.start_pairing("error_1", pace=PACE)
    assert body_of(await pair(server)) == b'{"error":1}'
    assert server.given is None
    assert await pair(server) == STORED


async def test_error_for_ever(simulator: Simulator) -> None:
    """A number other than zero, however often one tries."""
    server = await simulator.start_pairing("always_error", pace=PACE)
    for _ in range(4):
        assert body_of(await pair(server)) == b'{"error":7}'
    assert (server.is_open, server.given) == (True, None)


async def test_wrong_id(simulator: Simulator) -> None:
    """The id in the answer is not the one of the hotspot's name."""
    server = await simulator.start_pairing("wrong_id", pace=PACE)
    other = (await identify(server))["deviceid"]
    assert len(other) == 10
    assert not server.ssid.endswith(other)


@pytest.mark.parametrize("raw", [ASK, give(), b"GET / HTTP/1.1\r\n\r\n"])
async def test_html(simulator: Simulator, raw: bytes) -> None:
    """A page at every path."""
    server = await simulator.start_pairing("html", pace=PACE)
    answer = await exchange(server, raw)
    assert b"Content-Type: text/html\r\n" in answer
    assert body_of(answer).startswith(b"<html>")
    assert server.given is None


async def test_expires(simulator: Simulator) -> None:
    """Pairing mode ends by itself."""
    server = await simulator.start_pairing("expires", pace=PACE)
    assert (await identify(server))["deviceid"]
    await asyncio.sleep(PACE * 11)
    assert (server.is_open, server.led) == (False, Led.OFF)
    with pytest.raises(ConnectionRefusedError):
        await exchange(server, ASK)


async def test_silent(simulator: Simulator) -> None:
    """Every Wi-Fi is answered by a close."""
    server = await simulator.start_pairing("silent", pace=PACE)
    for _ in range(3):
        assert await pair(server) == b""
    assert (server.is_open, server.given) == (True, None)
