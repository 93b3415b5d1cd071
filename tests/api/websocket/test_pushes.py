"""What is pushed is told, whatever else arrives."""

import asyncio
from contextlib import suppress

import orjson
import pytest

from custom_components.ewelink.api.messages import (
    DeviceOnline,
    DeviceUpdate,
    ListChanged,
    Message,
)

from ..line import Line, refuse
from ..stub import Json, StubCloud, ok

REFRESH = "POST /v2/user/refresh"
RENEWED = ok({"at": "access-2", "rt": "refresh-2"})


async def test_pushes(line: Line, stub: StubCloud) -> None:
    """Pushes are told as typed messages, in their order."""
    await line.up()
    update = {"action": "update", "deviceid": "d", "params": {"switch": "on"}}
    await stub.push(update)
    await stub.push({"action": "sysmsg", "deviceid": "d", "params": {"online": False}})
    await stub.push({"action": "share"})
    assert await line.until_messages(3) == [
        DeviceUpdate("d", {"switch": "on"}),
        DeviceOnline("d", online=False),
        ListChanged("share"),
    ]


@pytest.mark.parametrize(
    "garbage",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<html>", id="no json"),
        pytest.param(b"[1,2]", id="array"),
        pytest.param(b'"text"', id="text"),
        pytest.param(b"null", id="null"),
        pytest.param(b'{"action":{},"deviceid":[]}', id="odd types"),
        pytest.param(b'{"action":"tomorrow"}', id="unknown action"),
        pytest.param(b'{"error":0,"sequence":"77"}', id="answer to nothing"),
        pytest.param(b'{"error":0,"sequence":null}', id="no sequence"),
        pytest.param(b"[" * 5000, id="deep"),
        pytest.param(b'{"action":"update"' + b"x" * 100, id="cut off"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b'{"action":"' + b"x" * (3 << 20) + b'"}', id="3 MB"),
    ],
)
async def test_garbage(line: Line, stub: StubCloud, garbage: bytes) -> None:
    """What cannot be read is ignored, and the next push arrives."""
    await line.up()
    await stub.push(garbage)
    await stub.push({"action": "update", "deviceid": "d", "params": {"a": 1}})
    assert await line.until_messages(1) == [DeviceUpdate("d", {"a": 1})]
    assert line.events == ["connected"]


async def test_binary_and_protocol_pings(line: Line, stub: StubCloud) -> None:
    """Frames of other kinds are no harm; a protocol ping is answered."""
    await line.up()
    (socket,) = stub.sockets
    await socket.send_bytes(b"\x00\x01")
    await socket.ping(b"hello")
    await socket.pong()
    await stub.push({"action": "share"})
    await line.until_messages(1)


async def test_frame_beyond_all_measure(line: Line, stub: StubCloud) -> None:
    """A frame that is too large costs the connection, not the account."""
    await line.up()
    with suppress(ConnectionError):
        await stub.push(b"x" * ((4 << 20) + 1))
    await line.until_events("connected", "lost", "connected")


async def test_listener_that_fails(
    line: Line, stub: StubCloud, caplog: pytest.LogCaptureFixture
) -> None:
    """A listener that raises does not end the connection."""
    taken = []

    def take(message: Message) -> None:
        taken.append(message)
        line.changed.set()
        raise ZeroDivisionError

    line.socket.on_message = take
    await line.up()
    await stub.push({"action": "share"})
    await stub.push({"action": "share"})
    async with asyncio.timeout(5):
        while len(taken) < 2:
            line.changed.clear()
            await line.changed.wait()
    assert line.socket.connected
    assert "ZeroDivisionError" in caplog.text


async def test_pushes_during_the_greeting(line: Line, stub: StubCloud) -> None:
    """What is pushed before the answer to the greeting does not disturb it."""

    def greet(frame: Json) -> Json | None:
        answers = [
            b"garbage",
            b'{"action":"update","deviceid":"d","params":{}}',
            orjson.dumps({"error": 0, "sequence": frame["sequence"]}),
        ]

        async def send() -> None:
            for answer in answers:
                await stub.push(answer)

        tasks.append(asyncio.create_task(send()))
        return None

    tasks: list[asyncio.Task[None]] = []
    stub.greet = greet
    await line.up()
    assert line.messages == []


async def test_nothing_secret_is_said(
    line: Line, stub: StubCloud, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither tokens nor keys nor params are logged; names of keys are."""
    caplog.set_level("DEBUG", "custom_components")
    stub.greet = refuse(401, times=1)
    stub.plan(REFRESH, RENEWED)
    await line.up()
    await line.socket.command("d", "owner-key", {"ssid": "hidden-ssid"})
    params = {"password": "hidden-password"}
    await stub.push({"action": "update", "deviceid": "d", "params": params})
    await stub.push(b"hidden-garbage")
    await stub.push({"action": "share"})
    await line.until_messages(2)
    said = "\n".join(
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components")
    )
    assert "update of d: password" in said
    assert "Sending update to d: ssid" in said
    for secret in ("hidden", "access-", "refresh-", "owner-key", "secret-of-app"):
        assert secret not in said
