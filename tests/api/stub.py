"""A cloud that answers what a test tells it to, right or wrong."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
import orjson

type Json = dict[str, Any]
type Answering = Callable[[Json], Json | bytes | None]


@dataclass(kw_only=True)
class Answer:
    """What a call is answered."""

    content: Any = None
    status: int = 200
    delay: float = 0.0

    @property
    def body(self) -> bytes:
        """Return the bytes that are sent."""
        if isinstance(self.content, bytes):
            return self.content
        return orjson.dumps(self.content)


@dataclass(kw_only=True)
class Call:
    """A call that arrived."""

    interface: str
    region: str
    headers: dict[str, str]
    query: dict[str, str]
    body: bytes
    at: float


def ok(data: Json) -> Answer:
    """Return the answer to a call that went well."""
    return Answer(content={"error": 0, "msg": "", "data": data})


def refusal(code: int, data: Json | None = None) -> Answer:
    """Return the answer to a call that was refused."""
    return Answer(content={"error": code, "msg": "no", "data": data or {}})


def _obeyed(frame: Json) -> Json:
    return {
        "error": 0,
        "deviceid": frame["deviceid"],
        "apikey": frame["apikey"],
        "sequence": frame["sequence"],
    }


def _welcome(frame: Json) -> Json:
    return {
        "error": 0,
        "apikey": frame["apikey"],
        "config": {"hb": 1, "hbInterval": 100},
        "sequence": frame["sequence"],
    }


@dataclass
class StubCloud:
    """HTTP and socket of a cloud without any rules of its own."""

    calls: list[Call] = field(default_factory=list)
    frames: list[Json] = field(default_factory=list)
    greetings: list[Json] = field(default_factory=list)
    pings: int = 0
    is_frozen: bool = False
    greet: Answering = _welcome
    obey: Answering = _obeyed
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        """Plan nothing."""
        self._planned: defaultdict[str, deque[Answer]] = defaultdict(deque)
        self._runner: web.AppRunner | None = None
        self._changed = asyncio.Event()

    @property
    def base_url(self) -> str:
        """Return the address of the cloud."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_get("/api/ws", self._handle_socket)
        app.router.add_route("*", "/{path:v2/.*}", self._handle_call)
        app.router.add_route("*", "/{region}/{path:.*}", self._handle_call)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close everything."""
        for socket in self.sockets:
            with suppress(ConnectionError):
                await socket.close()
        self.sockets.clear()
        if self._runner is not None:
            await self._runner.cleanup()

    def plan(self, interface: str, *answers: Answer) -> None:
        """Answer the next calls of an interface; the last answer stays."""
        self._planned[interface] = deque(answers)

    def calls_of(self, interface: str) -> list[Call]:
        """Return the calls of an interface."""
        return [call for call in self.calls if call.interface == interface]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something has arrived."""
        async with asyncio.timeout(5):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def push(self, frame: Json | bytes) -> None:
        """Send a frame to every socket."""
        content = frame if isinstance(frame, bytes) else orjson.dumps(frame)
        for socket in self.sockets:
            await socket.send_frame(content, WSMsgType.TEXT)

    async def drop(self) -> None:
        """Close every socket."""
        for socket in self.sockets:
            await socket.close()

    async def _handle_call(self, request: web.Request) -> web.Response:
        interface = f"{request.method} /{request.match_info['path']}"
        self.calls.append(
            Call(
                interface=interface,
                region=request.match_info.get("region", ""),
                headers=dict(request.headers),
                query=dict(request.query),
                body=await request.read(),
                at=asyncio.get_running_loop().time(),
            )
        )
        self._changed.set()
        answer = self._next_answer(interface)
        await asyncio.sleep(answer.delay)
        return web.Response(
            body=answer.body, status=answer.status, content_type="application/json"
        )

    def _next_answer(self, interface: str) -> Answer:
        planned = self._planned[interface]
        if len(planned) > 1:
            return planned.popleft()
        if planned:
            return planned[0]
        if interface == "GET /dispatch/app":
            place = {"port": self.port, "domain": "127.0.0.1", "reason": "ok"}
            return Answer(content={**place, "error": 0})
        return ok({})

    async def _handle_socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        try:
            async for message in socket:
                await self._handle_text(socket, message.data)
        finally:
            if socket in self.sockets:
                self.sockets.remove(socket)
        return socket

    async def _handle_text(self, socket: web.WebSocketResponse, text: str) -> None:
        if text == "ping":
            self.pings += 1
            answer: Json | bytes | None = b"pong"
        else:
            answer = self._answer_frame(orjson.loads(text))
        self._changed.set()
        if answer is None or self.is_frozen:
            return
        content = answer if isinstance(answer, bytes) else orjson.dumps(answer)
        await socket.send_frame(content, WSMsgType.TEXT)

    def _answer_frame(self, frame: Json) -> Json | bytes | None:
        if frame["action"] == "userOnline":
            self.greetings.append(frame)
            return self.greet(frame)
        self.frames.append(frame)
        return self.obey(frame)
