"""One request to a device, and its answer (docs/protocol.md, "LAN commands").

A device serves one connection at a time and resets the others, so that a reset is tried
again. What is raised tells whether a command may be sent by another way.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
import errno
import time
from typing import Final, override

import aiohttp
from aiohttp.abc import AbstractStreamWriter
import orjson

from ..errors import (
    EwelinkBusyError,
    EwelinkError,
    EwelinkNoAnswerError,
    EwelinkRefusedError,
    EwelinkUndeliveredError,
    EwelinkWrongKeyError,
)
from ..wire import Params, as_int, as_object, as_text
from .crypto import LanKey
from .plain import checked, read_plain
from .timing import LanTiming

# It travels in the clear, so that it is nobody's key.
_SELF: Final = "123"
_LARGEST_ANSWER: Final = 64 * 1024
_OK: Final = 200
_ENCRYPTION_WANTED: Final = 401
_RESETS: Final = (errno.ECONNRESET, errno.EPIPE)
_JSON: Final = "application/json"
_HEADERS: Final = {"Content-Type": _JSON, "Connection": "close"}
_UNSENT: Final = ("Accept-Encoding", "User-Agent")


class Sequence:
    """Numbers requests: milliseconds, or one more than the last."""

    def __init__(self) -> None:
        """Start with the present time."""
        self._last = 0

    def next(self) -> str:
        """Return one that was never used."""
        self._last = max(time.time_ns() // 1_000_000, self._last + 1)
        return str(self._last)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanRequest:
    """What is posted; what is not ``is_repeatable`` is never written twice.

    Nor is anything when ``shown`` is done: the device has obeyed, whatever it answers.
    """

    path: str
    body: bytes = field(repr=False)
    is_repeatable: bool = True
    shown: asyncio.Future[None] | None = field(default=None, repr=False)
    answer_seconds: float


def request_body(
    device_id: str, params: Params, key: LanKey | None, sequence: str
) -> bytes:
    """Return the body of a request, in the clear where there is no key."""
    head: Params = {
        "sequence": sequence,
        "deviceid": device_id,
        "selfApikey": _SELF,
    }
    if key is None:
        return orjson.dumps({**head, "data": params})
    data, iv = key.seal(params)
    return orjson.dumps({**head, "encrypt": True, "iv": iv, "data": data})


def answer_data(answer: Params, key: LanKey | None) -> Params:
    """Return the state in an answer, {} for none.

    Raises ValueError for data that are none, and what `LanKey.open` raises.
    """
    data = answer.get("data")
    is_sealed = bool(answer.get("encrypt"))
    if is_sealed and isinstance(data, str) and key is not None:
        return key.open(data, as_text(answer.get("iv")) or "")
    if isinstance(data, str) and not is_sealed:
        # Firmware of the first DIY mode spells the object as a text.
        return read_plain(data.encode()) if data else {}
    return checked(as_object(data) or {})


class Trouble(Enum):
    """What came instead of an answer, from the harmless to the unclear."""

    AWAY = auto()
    REFUSED = auto()
    RESET_UNSENT = auto()
    RESET = auto()
    SILENT = auto()


class _TroubleError(Exception):
    """A request without an answer."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.name)
        self.trouble = trouble


class _Body(aiohttp.BytesPayload):
    """A body that tells when it is written, which may be long after the start."""

    def __init__(self, body: bytes, on_written: Callable[[], None]) -> None:
        super().__init__(body, content_type=_JSON)
        self._on_written = on_written

    @override
    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        self._on_written()
        await super().write_with_length(writer, content_length)
        self._on_written()


class LanHttp:
    """Posts to one host.

    ``resets`` counts how often it was too busy, ``answered_at`` is where it answered,
    ``asked_at`` the address and the port of the last request.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        timing: LanTiming,
        on_written: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare; nothing is sent yet. ``on_written`` hears when anything is."""
        self._session = session
        self._on_written = on_written
        self._timing = timing
        self.resets = 0
        self.answered_at: str | None = None
        self.asked_at: tuple[str, int] | None = None

    async def post(
        self, request: LanRequest, addresses: tuple[tuple[str, int], ...]
    ) -> Params:
        """Post to the first of a device's addresses that takes it; return the answer.

        Raises EwelinkUndeliveredError where none does, EwelinkNoAnswerError where it is
        unclear whether the device obeyed, EwelinkRefusedError and EwelinkWrongKeyError
        where it said that it does not.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._timing.connect
        trouble = Trouble.AWAY
        for host, port in addresses:
            # What is asked first may have taken all the time there is.
            if (left := deadline - loop.time()) <= 0:
                break
            self.asked_at = (host, port)
            url = f"http://{_spelt(host)}:{port}/zeroconf/{request.path}"
            try:
                answer = await self._persist(request, url, left)
            except _TroubleError as err:
                trouble = err.trouble
            else:
                self.answered_at = host
                return answer
            if trouble not in (Trouble.AWAY, Trouble.REFUSED):
                break
        raise _trouble_error(trouble, request)

    async def _persist(self, request: LanRequest, url: str, seconds: float) -> Params:
        """Post, and again after a reset; a refusal may be one, too, so once more."""
        resets, refusals = self._timing.resets, 1
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds + request.answer_seconds
        while True:
            try:
                return await self._post(request, url, seconds)
            except _TroubleError as err:
                trouble = err.trouble
            if trouble is Trouble.REFUSED and refusals:
                refusals -= 1
                await asyncio.sleep(self._timing.refused_pause)
                continue
            self.resets += trouble in (Trouble.RESET, Trouble.RESET_UNSENT)
            is_late = not resets or loop.time() >= deadline
            if is_late or not _may_try_again(trouble, request):
                raise _TroubleError(trouble)
            resets -= 1
            await asyncio.sleep(self._timing.reset_pause)

    async def _post(self, request: LanRequest, url: str, seconds: float) -> Params:
        timeout = aiohttp.ClientTimeout(
            total=seconds + request.answer_seconds,
            sock_connect=seconds,
            sock_read=request.answer_seconds,
        )
        try:
            async with self._session.post(
                url,
                data=_Body(request.body, self._on_written),
                headers=_HEADERS,
                skip_auto_headers=_UNSENT,
                allow_redirects=False,
                timeout=timeout,
            ) as response:
                return _read_answer(response.status, await _content(response))
        except (aiohttp.ClientError, OSError) as err:
            # Without its cause: that may spell out what was sent.
            raise _TroubleError(_trouble_of(err)) from None


def _spelt(host: str) -> str:
    return f"[{host}]" if ":" in host else host


async def _content(response: aiohttp.ClientResponse) -> bytes:
    """Return a body, or only its begin where it is too large to be an answer."""
    content = bytearray()
    async for part in response.content.iter_any():
        content += part
        if len(content) > _LARGEST_ANSWER:
            response.close()
            return b""
    return bytes(content)


def _trouble_of(err: Exception) -> Trouble:
    """Return what an error means; the number says more than the class."""
    number = getattr(err, "errno", None)
    is_unsent = isinstance(
        err, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError
    )
    if number in _RESETS:
        return Trouble.RESET_UNSENT if is_unsent else Trouble.RESET
    if number == errno.ECONNREFUSED:
        return Trouble.REFUSED
    if is_unsent or isinstance(err, aiohttp.InvalidURL):
        return Trouble.AWAY
    if isinstance(err, aiohttp.ServerDisconnectedError):
        return Trouble.RESET
    return Trouble.SILENT


def _may_try_again(trouble: Trouble, request: LanRequest) -> bool:
    """Return whether the device cannot have read a request, or may read it twice."""
    if request.shown is not None and request.shown.done():
        return False
    if trouble is Trouble.RESET:
        return request.is_repeatable
    return trouble is Trouble.RESET_UNSENT


def _trouble_error(trouble: Trouble, request: LanRequest) -> EwelinkError:
    if trouble is Trouble.RESET_UNSENT or (
        trouble is Trouble.RESET and request.is_repeatable
    ):
        message = "the device takes no connection"
        return EwelinkBusyError(message)
    if trouble in (Trouble.SILENT, Trouble.RESET):
        message = "the device did not answer in the local network"
        return EwelinkNoAnswerError(message)
    message = "the device cannot be reached in the local network"
    return EwelinkUndeliveredError(message)


def _read_answer(status: int, content: bytes) -> Params:
    """Return an answer that tells of no error; a page is a refusal."""
    try:
        answer = as_object(orjson.loads(content))
    except orjson.JSONDecodeError:
        answer = None
    code = None if answer is None else as_int(answer.get("error"))
    if answer is not None and code == 0:
        return answer
    if code is None and status != _OK:
        code = status
    if code == _ENCRYPTION_WANTED:
        message = "the device wants another key"
        raise EwelinkWrongKeyError(message, code=code)
    message = f"the device refused in the local network ({code})"
    raise EwelinkRefusedError(message, code=code)
