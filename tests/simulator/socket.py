"""The WebSocket side: connections, `userOnline`, heartbeat."""

import asyncio
from contextlib import suppress
import json
from typing import Final

from aiohttp import WSMsgType, web

from .cloud import Cloud
from .commands import Commands
from .errors import CloudError, ErrorCode
from .hub import CLOSE_SECONDS, Session
from .journal import Frame
from .wire import Json, encode

# A frozen connection that its client has closed is looked after this often.
FROZEN_SECONDS: Final = 0.1
_REFUSED: Final = {
    "error": int(ErrorCode.NO_PERMISSION),
    "reason": "Authentication Failed",
    "actionName": "userOnline",
}


class SocketServer:
    """Serves `/api/ws`."""

    def __init__(self, cloud: Cloud) -> None:
        """Serve a cloud."""
        self._cloud = cloud
        self._commands = Commands(cloud)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection."""
        socket = web.WebSocketResponse(
            autoclose=False, autoping=False, compress=False, timeout=CLOSE_SECONDS
        )
        await socket.prepare(request)
        session = Session(socket, request)
        self._cloud.hub.add(session)
        pump = asyncio.create_task(session.pump())
        try:
            await self._read(socket, session)
        finally:
            self._cloud.hub.remove(session)
            pump.cancel()
            with suppress(asyncio.CancelledError):
                await pump
        return socket

    def stop(self) -> None:
        """End every session and every late answer."""
        self._commands.stop()
        self._cloud.hub.drop()

    async def _read(self, socket: web.WebSocketResponse, session: Session) -> None:
        while True:
            message = await socket.receive()
            if message.type is WSMsgType.TEXT:
                self._text(session, message.data)
            elif message.type is WSMsgType.PING:
                if not session.frozen:
                    await socket.pong(message.data)
            elif message.type is WSMsgType.CLOSE:
                while session.frozen and session.connected:  # noqa: ASYNC110
                    await asyncio.sleep(FROZEN_SECONDS)
                await socket.close()
                return
            elif message.type is not WSMsgType.PONG:
                return

    def _text(self, session: Session, text: str) -> None:
        try:
            data = json.loads(text)
        except ValueError:
            data = None
        journal = self._cloud.journal
        frame = Frame(
            at=journal.monotonic(),
            session=session.number,
            apikey=session.apikey,
            text=text,
            data=data,
        )
        journal.frame(frame)
        self._cloud.tell({})
        if session.frozen:
            return
        if text == "ping":
            session.send("pong")
        elif not isinstance(data, dict):
            session.send(encode({"error": 400, "reason": "not a JSON object"}))
        elif data.get("action") == "userOnline":
            self._user_online(session, data)
        elif not session.apikey:
            session.send(encode(_REFUSED))
            session.close()
        else:
            self._commands.take(session, data)

    def _user_online(self, session: Session, data: Json) -> None:
        cloud = self._cloud
        apikey, app_id = data.get("apikey"), data.get("appid")
        fine = cloud.limits.online(f"{apikey} {app_id}", cloud.monotonic())
        if not fine and cloud.limits.enforced:
            session.close()
            return
        try:
            pair = cloud.tokens.check(str(data.get("at")))
        except CloudError:
            pair = None
        if pair is None or (pair.apikey, pair.app_id) != (apikey, app_id):
            session.send(encode(_REFUSED))
            session.close()
            return
        answer: Json = {"error": 0, "apikey": apikey, "config": {"hb": 1}}
        if cloud.hb_interval is not None:
            answer["config"]["hbInterval"] = cloud.hb_interval
        if "sequence" in data:
            answer["sequence"] = data["sequence"]
        cloud.hub.sign_on(session, pair.apikey, pair.app_id)
        session.send(encode(answer))
