"""The WebSocket side: `userOnline`, heartbeat, commands and questions."""

import asyncio
from contextlib import suppress
import json
from typing import Any, Final

from aiohttp import WSMsgType, web

from .cloud import Cloud
from .errors import CloudError, ErrorCode
from .hub import CLOSE_SECONDS, Session
from .journal import Frame
from .model import SimAccount, SimDevice
from .wire import Json, encode

DEVICE_ACTIONS: Final = ("update", "query", "upgrade")
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
        self._late: set[asyncio.Task[None]] = set()

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

    async def stop(self) -> None:
        """End every session and every late answer."""
        for task in tuple(self._late):
            task.cancel()
        self._cloud.hub.drop()
        await asyncio.sleep(0)

    async def _read(self, socket: web.WebSocketResponse, session: Session) -> None:
        while True:
            message = await socket.receive()
            if message.type is WSMsgType.TEXT:
                self._text(session, message.data)
            elif message.type is WSMsgType.PING:
                if not session.frozen:
                    await socket.pong(message.data)
            elif message.type is WSMsgType.CLOSE:
                await session.released.wait()
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
            self._device_action(session, data)

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

    def _device_action(self, session: Session, data: Json) -> None:
        device = self._cloud.world.devices.get(str(data.get("deviceid")))
        fault = device.fault if device is not None else None
        if fault is not None and fault.silent:
            return
        if fault is not None and fault.delay:
            self._later(fault.delay, session, data, device)
            return
        self._answer(session, data, device)

    def _later(
        self, delay: float, session: Session, data: Json, device: SimDevice | None
    ) -> None:
        async def answer() -> None:
            await asyncio.sleep(delay)
            self._answer(session, data, device)

        task = asyncio.create_task(answer())
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    def _answer(self, session: Session, data: Json, device: SimDevice | None) -> None:
        answer: Json = {
            "error": 0,
            "deviceid": data.get("deviceid"),
            "apikey": data.get("apikey"),
            "sequence": data.get("sequence"),
        }
        try:
            self._act(session, data, device, answer)
        except CloudError as error:
            answer["error"] = error.error
            answer["reason"] = error.msg
            session.send(encode(answer))

    def _act(
        self, session: Session, data: Json, device: SimDevice | None, answer: Json
    ) -> None:
        account = self._account(session)
        target = self._target(account, data, device)
        self._check_sequence(session, data)
        params = data.get("params")
        if data["action"] == "query":
            answer["params"] = self._query(target, params)
            session.send(encode(answer))
            return
        if not isinstance(params, dict) or not params:
            raise CloudError(ErrorCode.PARAMETERS, "params must be an object")
        if data["action"] == "upgrade":
            session.send(encode(answer))
            self._upgrade(target, params)
            return
        outcome = self._cloud.devices.command(target, params, account)
        if outcome.config:
            answer["config"] = outcome.config
        session.send(encode(answer))
        self._cloud.devices.publish(
            target, outcome, skip=session, sequence=data.get("sequence")
        )

    def _account(self, session: Session) -> SimAccount:
        account = self._cloud.world.account(session.apikey)
        if account is None:
            raise CloudError(ErrorCode.NO_PERMISSION, "no such account")
        return account

    def _target(
        self, account: SimAccount, data: Json, device: SimDevice | None
    ) -> SimDevice:
        if data.get("action") not in DEVICE_ACTIONS:
            raise CloudError(ErrorCode.PARAMETERS, "unknown action")
        if not isinstance(data.get("deviceid"), str):
            raise CloudError(ErrorCode.PARAMETERS, "deviceid is missing")
        if device is None or self._cloud.world.item_type(account, device) is None:
            raise CloudError(ErrorCode.NOT_FOUND, "no such device")
        if data.get("apikey") != device.apikey:
            raise CloudError(ErrorCode.NO_PERMISSION, "apikey is not the owner's")
        own = device.apikey == account.apikey
        if data.get("selfApikey") != account.apikey and not (
            own and "selfApikey" not in data
        ):
            raise CloudError(ErrorCode.NO_PERMISSION, "selfApikey is not the user's")
        return device

    def _check_sequence(self, session: Session, data: Json) -> None:
        sequence = data.get("sequence")
        if sequence is None:
            raise CloudError(ErrorCode.PARAMETERS, "sequence is missing")
        if str(sequence) in session.sequences:
            now = self._cloud.monotonic()
            self._cloud.limits.note("sequence", f"{sequence} was used before", now)
        session.sequences.add(str(sequence))

    def _query(self, device: SimDevice, keys: Any) -> Json:
        if not isinstance(keys, list):
            raise CloudError(ErrorCode.PARAMETERS, "params must be a list")
        if not device.online:
            raise CloudError(ErrorCode.OFFLINE, "device is offline")
        if device.fault is not None and device.fault.error:
            raise CloudError(device.fault.error, "the device answered with an error")
        if not keys:
            return device.params
        return {key: device.params[key] for key in keys if key in device.params}

    def _upgrade(self, device: SimDevice, params: Json) -> None:
        if device.newest_firmware and params.get("version") == device.newest_firmware:
            self._cloud.devices.set_online(device, online=False)
            device.params["fwVersion"] = device.newest_firmware
            device.newest_firmware = ""
            self._cloud.devices.set_online(device, online=True)
