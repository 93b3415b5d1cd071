"""A connection that is lost, frozen or cut comes back."""

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkConnectionError,
    EwelinkRateLimitError,
    EwelinkTimeoutError,
)
from custom_components.ewelink.api.http.limiter import Limiter
from custom_components.ewelink.api.messages import Message

from ...clock import passing
from ...home import until
from ...simulator.canaries import PASSWORD
from ..conftest import FAST_LIMITS
from ..line import FAST, Line, keep_silent
from ..stub import Json, StubCloud


@pytest.mark.parametrize("is_clean", [True, False])
async def test_return(line: Line, stub: StubCloud, is_clean: bool) -> None:  # noqa: FBT001
    """A closed socket is opened again, cleanly closed or not."""
    await line.up()
    if is_clean:
        await stub.drop()
    else:
        for socket in stub.sockets:
            assert socket._req is not None
            assert socket._req.transport is not None
            socket._req.transport.abort()
    await line.until_events("connected", "lost", "connected")
    assert isinstance(line.errors[0], EwelinkConnectionError)
    assert line.socket.last_error is None


WEBSOCKET = "custom_components.ewelink.api.websocket"
BUG = RuntimeError(PASSWORD)


async def test_bug_while_connected(
    line: Line, stub: StubCloud, caplog: pytest.LogCaptureFixture
) -> None:
    """A frame that we cannot stand costs one connection, not all to come."""
    await line.up()
    with patch(f"{WEBSOCKET}.live.parse_message", side_effect=BUG):
        await stub.push({"action": "share"})
        await line.until_events("connected", "lost", "connected")
    assert str(line.errors[0]) == "unexpected RuntimeError"
    assert "after an unexpected RuntimeError" in caplog.text
    assert "in _handle" in caplog.text
    assert PASSWORD not in caplog.text


async def test_bug_while_connecting(
    line: Line, stub: StubCloud, caplog: pytest.LogCaptureFixture
) -> None:
    """It is a failed attempt, told once; the next ones come later."""
    with patch(f"{WEBSOCKET}.socket.announced", side_effect=BUG):
        with pytest.raises(EwelinkConnectionError, match="unexpected RuntimeError"):
            await line.up()
        await until(lambda: len(line.failures) > 3)
    await line.until_events("connected")
    assert line.socket.last_error is None
    assert caplog.text.count("after an unexpected RuntimeError in") == 1
    assert PASSWORD not in caplog.text


async def test_bug_of_a_listener(
    line: Line, stub: StubCloud, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever is told of the connection cannot break it, nor what follows it."""

    def _fail(*_: object) -> None:
        raise BUG

    socket = line.socket
    told = socket.on_connected
    socket.on_connected = socket.on_disconnected = socket.on_failed = _fail
    await line.up()
    assert socket.connected
    await stub.drop()
    await until(lambda: not socket.connected)
    socket.on_connected = told
    await line.until_events("connected")
    assert caplog.text.count("Ignored an unexpected RuntimeError in") == 3
    assert PASSWORD not in caplog.text


async def test_bug_of_who_takes_messages(
    line: Line, stub: StubCloud, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged without its text, and the next message is read."""
    told: list[object] = []

    def _fail_once(message: Message) -> None:
        told.append(message)
        if len(told) == 1:
            raise BUG

    line.socket.on_message = _fail_once
    await line.up()
    await stub.push({"action": "share"})
    await stub.push({"action": "share"})
    await until(lambda: len(told) == 2)
    assert line.events == ["connected"]
    assert caplog.text.count("Ignored an unexpected RuntimeError in") == 1
    assert PASSWORD not in caplog.text


async def test_frozen_socket(
    line: Line, stub: StubCloud, freezer: FrozenDateTimeFactory
) -> None:
    """A socket without life after a ping is given up, and opened again."""
    stub.obey = keep_silent
    await passing(freezer, line.up())
    stub.is_frozen = True
    async with asyncio.timeout(FAST.answer + FAST.pong + 0.3):
        with pytest.raises(EwelinkTimeoutError):
            await passing(freezer, line.socket.command("d", "owner", {"a": 1}))
        await passing(freezer, line.until_events("connected", "lost"))
    stub.is_frozen = False
    back = line.until_events("connected", "lost", "connected")
    await passing(freezer, back)


async def test_heartbeat(line: Line, stub: StubCloud) -> None:
    """Pings are sent at the interval that the cloud asks for."""
    stub.greet = lambda frame: {
        "error": 0,
        "config": {"hbInterval": 0.1},
        "sequence": frame["sequence"],
    }
    await line.up()
    await asyncio.sleep(0.5)
    assert 3 <= stub.pings <= 6
    assert line.events == ["connected"]


async def test_any_frame_is_life(line: Line, stub: StubCloud) -> None:
    """A cloud that forgets to answer pings but tells something is alive."""
    stub.greet = lambda frame: {
        "error": 0,
        "config": {"hbInterval": 0.1},
        "sequence": frame["sequence"],
    }
    await line.up()
    stub.is_frozen = True
    for _ in range(6):
        await asyncio.sleep(0.08)
        await stub.push({"action": "share"})
    assert line.events == ["connected"]


async def test_pong_that_cannot_be_sent(line: Line, stub: StubCloud) -> None:
    """A socket that takes no answer to a ping is lost, and opened again."""
    send = aiohttp.ClientWebSocketResponse.send_frame

    async def _send(
        socket: Any, content: bytes, kind: aiohttp.WSMsgType, *others: Any
    ) -> None:
        if kind is aiohttp.WSMsgType.PONG:
            raise aiohttp.ClientConnectionResetError
        await send(socket, content, kind, *others)

    await line.up()
    with patch.object(
        aiohttp.ClientWebSocketResponse, "send_frame", autospec=True, side_effect=_send
    ):
        await stub.sockets[0].ping()
        await line.until_events("connected", "lost", "connected")


async def test_repeated_doubt_does_not_prolong(
    line: Line, stub: StubCloud, freezer: FrozenDateTimeFactory
) -> None:
    """Commands that time out one after the other do not put off the verdict."""
    stub.obey = keep_silent
    line.timing = line.socket.timing = replace(FAST, answer=0.05, pong=0.3)
    await passing(freezer, line.up())
    stub.is_frozen = True
    async with asyncio.timeout(1):
        while line.socket.connected:
            with pytest.raises(EwelinkConnectionError):
                await passing(freezer, line.socket.command("d", "owner", {"a": 1}))
    assert line.events == ["connected", "lost"]


async def test_cloud_away_and_back(line: Line, stub: StubCloud) -> None:
    """A cloud that is away is tried again until it is back."""
    await line.up()
    await stub.stop()
    await line.until_events("connected", "lost")
    await asyncio.sleep(0.3)
    assert not line.socket.connected
    await stub.start()
    await line.until_events("connected", "lost", "connected")


async def test_budget_is_kept(line: Line, stub: StubCloud) -> None:
    """A connection that is lost at once is not announced faster than allowed."""
    loop = asyncio.get_running_loop()
    times: list[float] = []

    def greet(frame: Json) -> Json:
        times.append(loop.time())
        return {"error": 500}

    stub.greet = greet
    line.start()
    await stub.until(lambda: len(times) >= 5)
    spacing = FAST_LIMITS.online_spacing
    gaps = [after - before for before, after in pairwise(times)]
    assert min(gaps) > spacing * 0.9


async def test_budget_survives_a_reload(line: Line, client: EwelinkClient) -> None:
    """A new socket of the same account waits for what the old one used up."""
    client.limiter = Limiter(replace(FAST_LIMITS, online_spacing=30))
    client.limiter.online.note("me")
    line.start()
    with pytest.raises(EwelinkRateLimitError) as caught:
        await line.socket.wait_connected(0.05)
    assert 29 < caught.value.retry_after <= 30


async def test_budget_used_meanwhile(line: Line, stub: StubCloud) -> None:
    """A budget that somebody else used during the opening is kept too."""
    online = line.client.limiter.online
    delays = iter([0.0, 0.05])
    real = online.delay_for
    online.delay_for = lambda account: next(delays, 0.0) or real(account)  # type: ignore[method-assign]
    line.start()
    await line.until_events("connected")
    assert len(stub.calls) == 2
    assert len(stub.greetings) == 1


async def test_back_off_resets(line: Line, stub: StubCloud) -> None:
    """A connection that lasted lets the next delays start short again."""
    line.socket.timing = replace(FAST, stable=0.1)
    line.socket._back_off.skip_to_longest()
    await line.up()
    await asyncio.sleep(0.15)
    await stub.drop()
    await line.until_events("connected", "lost", "connected")
    assert line.socket._back_off._attempt == 1


async def test_end(line: Line, stub: StubCloud) -> None:
    """A cancelled socket closes, tells no loss and leaves no task."""
    await line.up()
    task = asyncio.create_task(line.socket.command("d", "owner", {"a": 1}))
    stub.obey = keep_silent
    await stub.until(lambda: bool(stub.frames))
    await line.stop()
    with pytest.raises(EwelinkConnectionError):
        await task
    assert not line.socket.connected
    assert line.events == ["connected"]
    await asyncio.sleep(0.05)
    assert stub.sockets == []
