"""A socket that is online: reads what is pushed, hands answers to who asked."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
import logging
from typing import Never

import orjson

from ..bugs import tell
from ..errors import (
    EwelinkConnectionError,
    EwelinkReplacedError,
    EwelinkTimeoutError,
    call_error,
)
from ..messages import Message, parse_message
from ..wire import Params, as_int
from .answers import PendingAnswers
from .frames import describe
from .handshake import TEXT, WebSocket, react, send_text
from .heartbeat import Heartbeat
from .timing import SocketTiming

_LOGGER = logging.getLogger(__name__)


class LiveSocket:
    """One connection, from the answer to its greeting to its loss."""

    def __init__(
        self,
        socket: WebSocket,
        answers: PendingAnswers,
        on_message: Callable[[Message], None],
        timing: SocketTiming,
    ) -> None:
        """Prepare; `stay` reads."""
        self._socket = socket
        self._answers = answers
        self._on_message = on_message
        self._timing = timing
        self._heartbeat = Heartbeat(self._send_ping, timing)

    async def stay(self, interval: float) -> Never:
        """Read until the connection is lost, and raise why."""
        beat = asyncio.create_task(self._heartbeat.run(interval))
        try:
            async with self._heartbeat.scope:
                await self._read()
        except TimeoutError:
            message = "the socket is silent"
            raise EwelinkTimeoutError(message) from None
        finally:
            beat.cancel()
            self._answers.fail_all()

    async def ask(self, sequence: str, content: bytes, device_id: str = "") -> Params:
        """Send a frame, which may be to a device, and return its answer."""
        try:
            with self._answers.awaiting(sequence, device_id) as answer:
                async with asyncio.timeout(self._timing.answer):
                    await send_text(self._socket, content)
                    return await answer
        except TimeoutError:
            self._heartbeat.probe()
            message = "the command was not answered"
            raise EwelinkTimeoutError(message) from None

    async def _read(self) -> Never:
        heartbeat, socket = self._heartbeat, self._socket
        while True:
            frame = await socket.receive()
            if heartbeat.is_awaiting_life:
                heartbeat.heard()
            if frame.type is TEXT:
                if self._handle(frame.data):
                    # What was obeyed is merged before what the device tells next.
                    await asyncio.sleep(0)
            else:
                await react(socket, frame.type, frame.data)

    def _handle(self, content: bytes) -> bool:
        """Handle a frame; return whether it is an answer that somebody waits for."""
        try:
            frame = orjson.loads(content)
        except orjson.JSONDecodeError:
            if content != b"pong":
                _LOGGER.debug("Ignored %d bytes that are not JSON", len(content))
            return False
        if type(frame) is not dict:
            _LOGGER.debug("Ignored %d bytes that are no frame", len(content))
            return False
        if _LOGGER.isEnabledFor(logging.DEBUG):
            _LOGGER.debug("Received %s", describe(frame))
        if "action" not in frame:
            if self._answers.resolve(frame):
                return True
            _raise_if_kicked_out(frame)
        elif (message := parse_message(frame)) is not None:
            # Whatever a listener does wrong, other devices' frames must be read.
            tell(self._on_message, message)
        return False

    async def _send_ping(self) -> None:
        # A ping that cannot be sent needs no report: the reader notices the loss.
        with suppress(EwelinkConnectionError):
            await send_text(self._socket, b"ping")


def _raise_if_kicked_out(frame: Params) -> None:
    """Raise what ends the session, if it is that (docs/protocol.md, "The socket")."""
    if "sequence" in frame or (code := as_int(frame.get("error"))) is None:
        return
    if isinstance(error := call_error(code), EwelinkReplacedError):
        raise error
