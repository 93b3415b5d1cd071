"""Commands and questions on the socket, and their answers."""

import asyncio
from dataclasses import replace
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import orjson
import pytest

from custom_components.ewelink.api.errors import (
    EwelinkCommandError,
    EwelinkConnectionError,
    EwelinkDeviceOfflineError,
    EwelinkError,
    EwelinkNoAnswerError,
    EwelinkNotConnectedError,
    EwelinkTimeoutError,
)

from ...clock import passing
from ..line import FAST, Line, keep_silent
from ..stub import StubCloud


async def test_command(line: Line, stub: StubCloud) -> None:
    """A command is one frame, and returns when it is answered."""
    await line.up()
    await line.socket.command("d", "owner", {"switch": "on"})
    (frame,) = stub.frames
    assert frame.pop("sequence").isdigit()
    assert frame == {
        "action": "update",
        "deviceid": "d",
        "apikey": "owner",
        "selfApikey": "me",
        "userAgent": "app",
        "params": {"switch": "on"},
    }


async def test_command_before_the_connection(line: Line, stub: StubCloud) -> None:
    """A command waits for the first connection, and not long where there is none."""
    command = asyncio.create_task(line.socket.command("d", "owner", {"switch": "on"}))
    await asyncio.sleep(0)
    await line.up()
    await command
    assert len(stub.frames) == 1


async def test_command_without_a_connection(line: Line) -> None:
    """It fails when it has waited, rather than to be sent later."""
    with pytest.raises(EwelinkNotConnectedError):
        await line.socket.command("d", "owner", {"switch": "on"})


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (503, EwelinkDeviceOfflineError, 503),
        (504, EwelinkNoAnswerError, 504),
        (400, EwelinkCommandError, 400),
        (406, EwelinkCommandError, 406),
        (411, EwelinkCommandError, 411),
        (4002, EwelinkCommandError, 4002),
        ("504", EwelinkNoAnswerError, 504),
        (None, EwelinkCommandError, None),
        ("odd", EwelinkCommandError, None),
    ],
)
async def test_refused_command(
    line: Line, stub: StubCloud, error: Any, kind: type[EwelinkError], code: int | None
) -> None:
    """A command that was not obeyed raises, once and without being sent again."""
    stub.obey = lambda frame: {"error": error, "sequence": frame["sequence"]}
    await line.up()
    with pytest.raises(EwelinkError) as caught:
        await line.socket.command("d", "owner", {"switch": "on"})
    assert type(caught.value) is kind
    assert caught.value.code == code
    assert len(stub.frames) == 1
    assert line.socket.connected


async def test_answer_without_verdict(line: Line, stub: StubCloud) -> None:
    """An answer without an error number is no success."""
    stub.obey = lambda frame: {"sequence": frame["sequence"]}
    await line.up()
    with pytest.raises(EwelinkCommandError):
        await line.socket.command("d", "owner", {"switch": "on"})


async def test_sequences_are_unique(line: Line, stub: StubCloud) -> None:
    """Many commands in one millisecond have sequences that ascend."""
    line.socket.timing = replace(FAST, answer=10)
    await line.up()
    await asyncio.gather(
        *(line.socket.command(f"d{n}", "owner", {"n": n}) for n in range(200))
    )
    sequences = [int(frame["sequence"]) for frame in stub.frames]
    assert sequences == sorted(set(sequences))


async def test_answers_in_any_order(line: Line, stub: StubCloud) -> None:
    """Each question gets its own answer, whatever the order, number or text."""
    stub.obey = keep_silent
    await line.up()
    tasks = [asyncio.create_task(line.socket.query(f"d{n}", "owner")) for n in range(3)]
    await stub.until(lambda: len(stub.frames) == 3)
    for frame in reversed(stub.frames):
        await stub.push(
            {
                "error": 0,
                "sequence": int(frame["sequence"]),
                "params": {"who": frame["deviceid"]},
            }
        )
    assert await asyncio.gather(*tasks) == [{"who": f"d{n}"} for n in range(3)]


@pytest.mark.parametrize(
    ("params", "expected"), [({"a": 1}, {"a": 1}), (None, {}), ([], {})]
)
async def test_query(line: Line, stub: StubCloud, params: Any, expected: Any) -> None:
    """A question names keys, or none for all, and returns params."""
    stub.obey = lambda frame: {
        "error": 0,
        "sequence": frame["sequence"],
        "params": params,
    }
    await line.up()
    assert await line.socket.query("d", "owner") == expected
    await line.socket.query("d", "owner", ("switch",))
    assert [frame["action"] for frame in stub.frames] == ["query", "query"]
    assert [frame["params"] for frame in stub.frames] == [[], ["switch"]]


async def test_command_without_answer(line: Line, stub: StubCloud) -> None:
    """A command that is not answered raises in time, and a ping is sent at once."""
    stub.obey = keep_silent
    await line.up()
    with pytest.raises(EwelinkTimeoutError):
        await line.socket.command("d", "owner", {"switch": "on"})
    await stub.until(lambda: stub.pings == 1)
    assert len(stub.frames) == 1
    await asyncio.sleep(FAST.pong * 1.5)
    assert line.socket.connected


async def test_late_answer(line: Line, stub: StubCloud) -> None:
    """An answer that comes too late is ignored."""
    stub.obey = keep_silent
    await line.up()
    with pytest.raises(EwelinkTimeoutError):
        await line.socket.command("d", "owner", {"switch": "on"})
    await stub.push({"error": 0, "sequence": stub.frames[0]["sequence"]})
    await stub.push({"action": "share"})
    await line.until_messages(1)


async def test_doubled_answer(line: Line, stub: StubCloud) -> None:
    """A second answer to the same question is ignored."""
    stub.obey = keep_silent
    await line.up()
    task = asyncio.create_task(line.socket.command("d", "owner", {"a": 1}))
    await stub.until(lambda: len(stub.frames) == 1)
    answer = {"error": 0, "sequence": stub.frames[0]["sequence"]}
    (socket,) = stub.sockets
    both = orjson.dumps(answer).decode()
    await asyncio.gather(socket.send_str(both), socket.send_str(both))
    await task
    assert line.socket.connected


async def test_not_connected(line: Line) -> None:
    """Without a connection a command raises at once."""
    with pytest.raises(EwelinkConnectionError):
        await line.socket.command("d", "owner", {"switch": "on"})


async def test_loss_fails_what_waits(
    line: Line, stub: StubCloud, freezer: FrozenDateTimeFactory
) -> None:
    """When the connection is lost, what waits for an answer fails at once."""
    stub.obey = keep_silent
    line.socket.timing = replace(FAST, answer=60)
    await passing(freezer, line.up())
    tasks = [
        asyncio.create_task(line.socket.command(f"d{n}", "owner", {"a": 1}))
        for n in range(3)
    ]
    await stub.until(lambda: len(stub.frames) == 3)
    await stub.drop()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(item) for item in results] == [EwelinkConnectionError] * 3
    back = line.until_events("connected", "lost", "connected")
    await passing(freezer, back)
    assert len(stub.frames) == 3


async def test_command_into_a_closed_socket(line: Line, stub: StubCloud) -> None:
    """A frame that cannot be sent is a lost connection."""
    await line.up()
    live = line.socket._live
    assert live is not None
    await live._socket.close()
    with pytest.raises(EwelinkConnectionError):
        await live.ask("1", b"{}")
    await live._send_ping()
