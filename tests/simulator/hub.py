"""Open WebSocket sessions and who is pushed what."""

import asyncio
from collections import defaultdict
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Final

from aiohttp import WSCloseCode, web

from .model import SimDevice
from .wire import encode

if TYPE_CHECKING:
    from .cloud import Cloud

CLOSE_SECONDS: Final = 0.5
_numbers = count(1)


class Session:
    """One connection of a client."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        """Wrap a prepared socket."""
        self.number = next(_numbers)
        self.apikey = ""
        self.app_id = ""
        self.sequences: set[str] = set()
        self.frozen = False
        self._socket = socket
        self._request = request
        self._outbox: asyncio.Queue[str | None] = asyncio.Queue()

    @property
    def connected(self) -> bool:
        """Return False once the client's TCP connection is gone."""
        return self._request.transport is not None

    def send(self, text: str) -> None:
        """Queue a text frame; a frozen session loses it."""
        if not self.frozen:
            self._outbox.put_nowait(text)

    def write(self, data: bytes) -> None:
        """Write bytes at once, past the queue: for those who measure."""
        if self._request.transport is not None:
            self._request.transport.write(data)

    def close(self) -> None:
        """Close properly behind everything that is queued."""
        self.frozen = False
        self._outbox.put_nowait(None)

    def abort(self) -> None:
        """Cut the TCP connection without a close frame."""
        self.frozen = False
        if self._request.transport is not None:
            self._request.transport.abort()

    async def pump(self) -> None:
        """Write what is queued until the session is closed."""
        with suppress(ConnectionError):
            while (text := await self._outbox.get()) is not None:
                await self._socket.send_str(text)
            await self._socket.close(code=WSCloseCode.OK)


class Hub:
    """All sessions, by account."""

    def __init__(self, cloud: Cloud) -> None:
        """Start without sessions."""
        self._cloud = cloud
        self.kicks_silently = False
        self.sessions: set[Session] = set()
        self._by_account: defaultdict[str, set[Session]] = defaultdict(set)

    def add(self, session: Session) -> None:
        """Take in a new connection."""
        self.sessions.add(session)
        self._cloud.tell({"sessions": self.online})

    def sign_on(self, session: Session, apikey: str, app_id: str) -> None:
        """Let a session receive what its account sees."""
        session.apikey, session.app_id = apikey, app_id
        self._by_account[apikey].add(session)
        self._cloud.tell({"sessions": self.online})

    def remove(self, session: Session) -> None:
        """Forget a session."""
        self.sessions.discard(session)
        self._by_account[session.apikey].discard(session)
        self._cloud.tell({"sessions": self.online})

    @property
    def online(self) -> int:
        """Return how many sessions have signed on."""
        return sum(bool(session.apikey) for session in self.sessions)

    def send(
        self, device: SimDevice, text: str, *, skip: Session | None = None
    ) -> None:
        """Push a frame to every session that sees a device."""
        for apikey in self._cloud.world.watchers(device):
            for session in self._by_account.get(apikey, ()):
                if session is not skip:
                    session.send(text)

    def kick(self, apikey: str, app_id: str) -> None:
        """Throw out the sessions of an account and APPID, with a word or without."""
        for session in tuple(self._by_account.get(apikey, ())):
            if session.app_id == app_id and self.kicks_silently:
                session.close()
            elif session.app_id == app_id:
                session.send(encode({"error": 406, "reason": "kicked out"}))
                session.close()

    def broadcast(self, text: str) -> None:
        """Send a text to everybody."""
        for session in tuple(self.sessions):
            session.send(text)

    def drop(self) -> None:
        """Close all sessions."""
        for session in tuple(self.sessions):
            session.close()

    def abort(self) -> None:
        """Cut all sessions without a close frame."""
        for session in tuple(self.sessions):
            session.abort()

    def freeze(self) -> None:
        """Answer nothing any more, with TCP open."""
        for session in self.sessions:
            session.frozen = True

    def thaw(self) -> None:
        """Answer again."""
        for session in self.sessions:
            session.frozen = False
