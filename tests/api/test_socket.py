"""The socket of an account: greeting, pushes, commands, loss and return."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAuthError,
    EwelinkCommandError,
    EwelinkConnectionError,
    EwelinkDeviceOfflineError,
    EwelinkError,
    EwelinkNoAnswerError,
    EwelinkQuotaError,
    EwelinkRateLimitError,
    EwelinkTimeoutError,
)
from custom_components.ewelink.api.messages import (
    DeviceOnline,
    DeviceUpdate,
    ListChanged,
    Message,
)
from custom_components.ewelink.api.socket import EwelinkSocket
from custom_components.ewelink.api.timing import Timing

from .conftest import FAST
from .stub import Answer, Json, StubCloud, ok, refusal

DISPATCH = "GET /dispatch/app"
REFRESH = "POST /v2/user/refresh"
RENEWED = ok({"at": "access-2", "rt": "refresh-2"})


@dataclass
class Line:
    """A running socket and what it told."""

    client: EwelinkClient
    timing: Timing = FAST
    messages: list[Message] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    errors: list[EwelinkError] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the socket."""
        self.changed = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.socket = EwelinkSocket(
            self.client,
            on_message=self.take,
            on_connected=lambda: self.note("connected"),
            on_disconnected=lambda error: self.note("lost", error),
            on_auth_failed=lambda error: self.note("refused", error),
            timing=self.timing,
        )

    def take(self, message: Message) -> None:
        """Keep a message."""
        self.messages.append(message)
        self.changed.set()

    def note(self, event: str, error: EwelinkError | None = None) -> None:
        """Keep an event."""
        self.events.append(event)
        if error is not None:
            self.errors.append(error)
        self.changed.set()

    def start(self) -> None:
        """Let the socket run."""
        self.task = asyncio.create_task(self.socket.run())

    async def up(self) -> None:
        """Run until connected."""
        self.start()
        await self.socket.wait_connected(5)

    async def until_events(self, *events: str) -> None:
        """Wait for events."""
        async with asyncio.timeout(5):
            while self.events != list(events):
                self.changed.clear()
                await self.changed.wait()

    async def until_messages(self, count: int) -> list[Message]:
        """Wait for messages."""
        async with asyncio.timeout(5):
            while len(self.messages) < count:
                self.changed.clear()
                await self.changed.wait()
        return self.messages

    async def stop(self) -> None:
        """End the socket."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait([self.task])


@pytest.fixture
async def line(client: EwelinkClient) -> AsyncGenerator[Line]:
    """Return a socket that does not run yet."""
    line = Line(client)
    yield line
    await line.stop()


def refuse(code: int, times: int = 99) -> Any:
    """Return a greeting that refuses so many times, and welcomes then."""
    left = times

    def greet(frame: Json) -> Json:
        nonlocal left
        left -= 1
        if left >= 0:
            return {"error": code, "reason": "no", "actionName": "userOnline"}
        return {"error": 0, "sequence": frame["sequence"]}

    return greet


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
        pytest.param(b'{"action":"' + b"x" * (5 << 20) + b'"}', id="5 MB"),
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
    await stub.push(b"x" * ((32 << 20) + 1))
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
    await line.up()
    await asyncio.gather(
        *(line.socket.command(f"d{n}", "owner", {"n": n}) for n in range(200))
    )
    sequences = [int(frame["sequence"]) for frame in stub.frames]
    assert sequences == sorted(set(sequences))


async def test_answers_in_any_order(line: Line, stub: StubCloud) -> None:
    """Each question gets its own answer, whatever the order, number or text."""
    stub.obey = lambda frame: None
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
    stub.obey = lambda frame: None
    await line.up()
    with pytest.raises(EwelinkTimeoutError):
        await line.socket.command("d", "owner", {"switch": "on"})
    await stub.until(lambda: stub.pings == 1)
    assert len(stub.frames) == 1
    await asyncio.sleep(FAST.pong * 1.5)
    assert line.socket.connected


async def test_late_answer(line: Line, stub: StubCloud) -> None:
    """An answer that comes too late is ignored."""
    stub.obey = lambda frame: None
    await line.up()
    with pytest.raises(EwelinkTimeoutError):
        await line.socket.command("d", "owner", {"switch": "on"})
    await stub.push({"error": 0, "sequence": stub.frames[0]["sequence"]})
    await stub.push({"action": "share"})
    await line.until_messages(1)


async def test_doubled_answer(line: Line, stub: StubCloud) -> None:
    """A second answer to the same question is ignored."""
    stub.obey = lambda frame: None
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


async def test_loss_fails_what_waits(line: Line, stub: StubCloud) -> None:
    """When the connection is lost, what waits for an answer fails at once."""
    stub.obey = lambda frame: None
    line.socket.timing = replace(FAST, answer=60)
    await line.up()
    tasks = [
        asyncio.create_task(line.socket.command(f"d{n}", "owner", {"a": 1}))
        for n in range(3)
    ]
    await stub.until(lambda: len(stub.frames) == 3)
    await stub.drop()
    async with asyncio.timeout(1):
        results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(item) for item in results] == [EwelinkConnectionError] * 3
    await line.until_events("connected", "lost", "connected")
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


async def test_frozen_socket(line: Line, stub: StubCloud) -> None:
    """A socket without life after a ping is given up, and opened again."""
    stub.obey = lambda frame: None
    await line.up()
    stub.is_frozen = True
    started = asyncio.get_running_loop().time()
    with pytest.raises(EwelinkTimeoutError):
        await line.socket.command("d", "owner", {"a": 1})
    await line.until_events("connected", "lost")
    took = asyncio.get_running_loop().time() - started
    assert took < FAST.answer + FAST.pong + 0.3
    stub.is_frozen = False
    await line.until_events("connected", "lost", "connected")


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


async def test_repeated_doubt_does_not_prolong(line: Line, stub: StubCloud) -> None:
    """Commands that time out one after the other do not put off the verdict."""
    stub.obey = lambda frame: None
    line.timing = line.socket.timing = replace(FAST, answer=0.05, pong=0.3)
    await line.up()
    stub.is_frozen = True
    async with asyncio.timeout(1):
        while line.socket.connected:
            with pytest.raises(EwelinkConnectionError):
                await line.socket.command("d", "owner", {"a": 1})
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


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(content=b"<html>"), EwelinkConnectionError),
        (Answer(content=b"", status=500), EwelinkConnectionError),
        (Answer(content=b"", status=403), EwelinkQuotaError),
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


async def test_refused_for_good(line: Line, stub: StubCloud) -> None:
    """A renewed token that is refused too ends the attempts."""
    stub.greet = refuse(406)
    stub.plan(REFRESH, RENEWED)
    with pytest.raises(EwelinkAuthError):
        await line.up()
    assert line.events == ["refused"]
    assert len(stub.greetings) == 2
    assert len(stub.calls_of(REFRESH)) == 1
    assert line.task is not None
    await line.task


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
    stub.plan(REFRESH, RENEWED, ok({"at": "access-3", "rt": "refresh-3"}))
    stub.greet = refuse(401, times=1)
    await line.up()
    stub.greet = refuse(401, times=1)
    await stub.drop()
    await line.until_events("connected", "lost", "connected")
    tokens = [frame["at"] for frame in stub.greetings]
    assert tokens == ["access-1", "access-2", "access-2", "access-3"]


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
    stub.greet = lambda frame: answer
    with pytest.raises(EwelinkError) as caught:
        await line.up()
    assert not isinstance(caught.value, EwelinkAuthError)
    stub.greet = refuse(0, times=0)
    await line.until_events("connected")


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
    spacing = line.client.limiter._limits.online_spacing
    gaps = [after - before for before, after in zip(times, times[1:], strict=False)]
    assert min(gaps) > spacing * 0.9


async def test_budget_survives_a_reload(line: Line, client: EwelinkClient) -> None:
    """A new socket of the same account waits for what the old one used up."""
    client.limiter.online.note("me")
    client.limiter.online._limits = replace(
        client.limiter.online._limits, online_spacing=30
    )
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


async def test_not_connected_in_time(line: Line, stub: StubCloud) -> None:
    """Waiting for a connection ends."""
    stub.plan(DISPATCH, Answer(content={}, delay=0.3))
    line.start()
    with pytest.raises(EwelinkTimeoutError):
        await line.socket.wait_connected(0.05)


async def test_quota_is_not_hammered(line: Line, stub: StubCloud) -> None:
    """A quota that is used up is asked for with the longest delay."""
    line.socket._back_off = back_off = type(line.socket._back_off)(Timing())
    stub.plan(DISPATCH, refusal(412))
    with pytest.raises(EwelinkQuotaError):
        await line.up()
    assert back_off._next_ceiling() == 300


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
    stub.obey = lambda frame: None
    await stub.until(lambda: bool(stub.frames))
    await line.stop()
    with pytest.raises(EwelinkConnectionError):
        await task
    assert not line.socket.connected
    assert line.events == ["connected"]
    await asyncio.sleep(0.05)
    assert stub.sockets == []


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
