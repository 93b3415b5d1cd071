"""The way to a connection: dispatch, greeting, tokens."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from custom_components.ewelink.api.auth.contention import Contention, RestTimes
from custom_components.ewelink.api.errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkContestedError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkTimeoutError,
)
from custom_components.ewelink.api.websocket.timing import SocketTiming

from ..line import FAST, Line, refuse
from ..stub import Answer, StubCloud, ok, refusal

DISPATCH = "GET /dispatch/app"
REFRESH = "POST /v2/user/refresh"
RENEWED = ok({"at": "access-2", "rt": "refresh-2"})


def give_way(line: Line, times: RestTimes) -> None:
    """Let the client give way to others as long as it is told."""
    contention = Contention(times)
    line.client.keeper.contention = contention


async def test_greeting(line: Line, stub: StubCloud) -> None:
    """The account announces itself with all that the cloud asks for."""
    await line.up()
    assert line.socket.connected
    assert line.events == ["connected"]
    (call,) = stub.calls
    assert call.headers["Authorization"] == "Bearer access-1"
    (frame,) = stub.greetings
    assert frame.pop("nonce").isalnum()
    assert int(frame.pop("ts")) > 0
    assert frame.pop("sequence").isdigit()
    assert frame == {
        "action": "userOnline",
        "version": 8,
        "at": "access-1",
        "userAgent": "app",
        "apikey": "me",
        "appid": "app",
    }
    await line.socket.wait_connected(0.1)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(content=b"<html>"), EwelinkConnectionError),
        (Answer(content=b"", status=500), EwelinkConnectionError),
        (Answer(content={"error": 403}, status=403), EwelinkQuotaError),
        (Answer(content=b"", status=403), EwelinkConnectionError),
        (Answer(content={"error": 0}), EwelinkConnectionError),
        (Answer(content={"error": 0, "domain": None}), EwelinkConnectionError),
        (Answer(content={"error": 0, "domain": "a/b?c"}), EwelinkConnectionError),
        (Answer(content={"error": 0, "domain": "a..b"}), EwelinkConnectionError),
        (Answer(content={"error": 0, "domain": "x" * 300}), EwelinkConnectionError),
        (Answer(content={"domain": "127.0.0.1"}), EwelinkConnectionError),
        (
            Answer(content={"error": 0, "domain": "127.0.0.1", "port": 1}),
            EwelinkConnectionError,
        ),
        (refusal(412), EwelinkQuotaError),
    ],
)
async def test_broken_dispatch(
    line: Line, stub: StubCloud, answer: Answer, kind: type[EwelinkError]
) -> None:
    """Without a usable address there is no connection, and the error tells why."""
    stub.plan(DISPATCH, answer)
    with pytest.raises(EwelinkError) as caught:
        await line.up()
    assert type(caught.value) is kind
    assert stub.greetings == []
    assert line.events == []
    with pytest.raises(kind):
        await line.socket.wait_connected(0.1)


async def test_dispatch_recovers(line: Line, stub: StubCloud) -> None:
    """Dispatch that failed is asked again; no greeting was used up."""
    stub.plan(
        DISPATCH,
        Answer(content=b"", status=500),
        Answer(content=b"<html>"),
        Answer(content={"error": 0, "domain": "127.0.0.1", "port": str(stub.port)}),
    )
    line.start()
    await line.until_events("connected")
    assert len(stub.calls) == 3
    assert len(stub.greetings) == 1


async def test_socket_does_not_open(line: Line, stub: StubCloud) -> None:
    """A host that takes the connection and says nothing is given up in time."""
    line.socket.timing = replace(FAST, connect=0.1)

    async def say_nothing(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    place = {"error": 0, "domain": "127.0.0.1", "port": port}
    stub.plan(DISPATCH, Answer(content=place))
    with pytest.raises(EwelinkTimeoutError):
        await line.up()
    await line.stop()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("code", [401, 402, 406])
async def test_refused_greeting_is_cured(
    line: Line, stub: StubCloud, code: int
) -> None:
    """A refused token is renewed once, and announced within the budget."""
    stub.greet = refuse(code, times=1)
    stub.plan(REFRESH, RENEWED)
    await line.up()
    assert [frame["at"] for frame in stub.greetings] == ["access-1", "access-2"]
    assert line.events == ["connected"]
    assert len(stub.calls_of(REFRESH)) == 1


async def test_refused_dispatch_is_cured(line: Line, stub: StubCloud) -> None:
    """The same for a token that dispatch refuses."""
    place = {"error": 0, "domain": "127.0.0.1", "port": stub.port}
    stub.plan(DISPATCH, refusal(402), Answer(content=place))
    stub.plan(REFRESH, RENEWED)
    await line.up()
    assert [frame["at"] for frame in stub.greetings] == ["access-2"]


@pytest.mark.parametrize("code", [401, 406])
async def test_refused_with_a_new_token_too(
    line: Line, stub: StubCloud, code: int
) -> None:
    """A renewed token that is refused too was taken by another client: we give way."""
    stub.greet = refuse(code)
    stub.plan(REFRESH, RENEWED)
    line.start()
    await stub.until(lambda: len(stub.greetings) == 2)
    await asyncio.sleep(0.2)
    assert isinstance(line.socket.last_error, EwelinkContestedError)
    assert line.events == []
    assert len(stub.greetings) == 2
    assert len(stub.calls_of(REFRESH)) == 1


async def test_expired_with_a_new_token_too(line: Line, stub: StubCloud) -> None:
    """A renewed token that has expired at once ends the attempts."""
    stub.greet = refuse(402)
    stub.plan(REFRESH, RENEWED)
    line.start()
    await line.until_events("refused")
    assert isinstance(line.errors[0], EwelinkAuthError)
    assert len(stub.greetings) == 2
    assert len(stub.calls_of(REFRESH)) == 1
    assert line.task is not None
    await line.task


@pytest.mark.parametrize("code", [401, 406])
async def test_kicked_out(line: Line, stub: StubCloud, code: int) -> None:
    """A session that the cloud ends is answered by a renewal, not by the old token."""
    stub.plan(REFRESH, RENEWED)
    await line.up()
    await stub.push({"error": code, "reason": "kicked out"})
    await line.until_events("connected", "lost", "connected")
    assert [frame["at"] for frame in stub.greetings] == ["access-1", "access-2"]


@pytest.mark.parametrize(
    "frame",
    [
        {"error": 500, "reason": "odd"},
        {"error": "odd"},
        {"reason": "kicked out"},
        {"error": 0},
        {"error": 406, "sequence": "1", "deviceid": "d"},
    ],
)
async def test_odd_frame_is_no_end(line: Line, stub: StubCloud, frame: Any) -> None:
    """Other frames without an action, late answers among them, end nothing."""
    await line.up()
    await stub.push(frame)
    await stub.push({"action": "share"})
    await line.until_messages(1)
    assert line.events == ["connected"]


async def test_renewal_refused(line: Line, stub: StubCloud) -> None:
    """A refused renewal ends the attempts; nothing more is announced."""
    stub.greet = refuse(401)
    stub.plan(REFRESH, refusal(401))
    with pytest.raises(EwelinkAuthError):
        await line.up()
    assert line.events == ["refused"]
    assert len(stub.greetings) == 1


async def test_renewal_delayed(line: Line, stub: StubCloud) -> None:
    """A renewal that failed for other reasons is tried again."""
    stub.greet = refuse(401, times=1)
    stub.plan(REFRESH, refusal(500), refusal(500), RENEWED)
    line.start()
    await line.until_events("connected")
    assert [frame["at"] for frame in stub.greetings] == ["access-1", "access-2"]


async def test_refused_later(line: Line, stub: StubCloud) -> None:
    """A token that is refused after a time of peace is renewed again."""
    give_way(line, RestTimes(window=0))
    stub.plan(REFRESH, RENEWED, ok({"at": "access-3", "rt": "refresh-3"}))
    stub.greet = refuse(401, times=1)
    await line.up()
    stub.greet = refuse(401, times=1)
    await stub.drop()
    await line.until_events("connected", "lost", "connected")
    tokens = [frame["at"] for frame in stub.greetings]
    assert tokens == ["access-1", "access-2", "access-2", "access-3"]


async def test_kicked_out_five_times(line: Line, stub: StubCloud) -> None:
    """Five ends in a row cost one renewal and one announcement: two would never end."""
    stub.plan(REFRESH, RENEWED, ok({"at": "access-3", "rt": "refresh-3"}))
    await line.up()
    await stub.push({"error": 406, "reason": "kicked out"})
    await line.until_events("connected", "lost", "connected")
    for _ in range(4):
        await stub.push({"error": 406, "reason": "kicked out"})
        await asyncio.sleep(0.1)
    assert isinstance(line.failures[-1], EwelinkContestedError)
    assert [frame["at"] for frame in stub.greetings] == ["access-1", "access-2"]
    assert len(stub.calls_of(REFRESH)) == 1
    assert not line.socket.connected


async def test_rest_after_a_contest(line: Line, stub: StubCloud) -> None:
    """When the rest is over, one more attempt is made."""
    give_way(line, RestTimes(first_rest=0.2))
    stub.plan(REFRESH, RENEWED, ok({"at": "access-3", "rt": "refresh-3"}))
    await line.up()
    await stub.push({"error": 406, "reason": "kicked out"})
    await line.until_events("connected", "lost", "connected")
    await stub.push({"error": 406, "reason": "kicked out"})
    await line.until_events("connected", "lost", "connected", "lost", "connected")
    tokens = [frame["at"] for frame in stub.greetings]
    assert tokens == ["access-1", "access-2", "access-3"]


@pytest.mark.parametrize(
    "answer",
    [
        {"error": 503},
        {"error": 500},
        {"error": "odd"},
        {"error": 400},
        None,
        b"garbage",
        {"action": "update", "error": 0},
        {"error": 0, "sequence": "another"},
    ],
)
async def test_odd_greeting(line: Line, stub: StubCloud, answer: Any) -> None:
    """Any other answer to the greeting, or none, is a failed attempt."""
    line.socket.timing = replace(FAST, answer=0.1)
    stub.greet = lambda _: answer
    with pytest.raises(EwelinkError) as caught:
        await line.up()
    assert not isinstance(caught.value, EwelinkAuthError)
    stub.greet = refuse(0, times=0)
    await line.until_events("connected")


async def test_not_connected_in_time(line: Line, stub: StubCloud) -> None:
    """Waiting for a connection ends."""
    stub.plan(DISPATCH, Answer(content={}, delay=0.3))
    line.start()
    with pytest.raises(EwelinkTimeoutError):
        await line.socket.wait_connected(0.05)


async def test_quota_is_not_hammered(line: Line, stub: StubCloud) -> None:
    """A quota that is used up is asked for with the longest delay."""
    line.socket._back_off = back_off = type(line.socket._back_off)(SocketTiming())
    stub.plan(DISPATCH, refusal(412))
    with pytest.raises(EwelinkQuotaError):
        await line.up()
    assert min(300, back_off._next_ceiling()) == 300
