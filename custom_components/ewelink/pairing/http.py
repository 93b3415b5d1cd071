"""The two requests that a new device knows (docs/protocol.md, "The exchange")."""

from collections.abc import Callable
from enum import Enum
import socket
from types import TracebackType
from typing import Any, Final, Self

import aiohttp
import orjson

from .addresses import Address
from .device import NewDevice, parse_device
from .errors import PairingError, Reason
from .wifi import HomeWifi

# A device sleeps a second before it reads, and some need six for an answer.
REQUEST_SECONDS: Final = 10.0

_OK: Final = 200
_CLOUD_PORT: Final = 443
_LONGEST_ANSWER: Final = 2048
_HEADERS: Final = {
    "Accept": "application/json",
    "Content-Type": "application/json; charset=utf-8",
    "Package-Name": "com.coolkit",
    "Cache-Control": "no-store",
}
# Headers that every client sends, for which a device has no room.
_UNSENT: Final = ("User-Agent", "Accept-Encoding")

type SocketFactory = Callable[[Any], socket.socket]


class Trouble(Enum):
    """What came instead of an answer."""

    NOT_THERE = "nobody takes the connection"
    SILENT = "the connection was closed without a byte"
    LOST = "the answer did not come, or was cut off"


class NoAnswerError(Exception):
    """A request without an answer."""

    def __init__(self, trouble: Trouble) -> None:
        """Keep what came instead."""
        super().__init__(trouble.value)
        self.trouble = trouble


class DeviceHttp:
    """Talks to one device, through one network interface if that is given.

    Bound to the interface, a request cannot go astray to a host of the home network
    that has the same address as the device.
    """

    def __init__(
        self, interface: str | None = None, seconds: float = REQUEST_SECONDS
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                force_close=True,
                family=socket.AF_INET,
                socket_factory=None if interface is None else _bound_to(interface),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
            skip_auto_headers=_UNSENT,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(
                total=2 * seconds, sock_connect=seconds, sock_read=seconds
            ),
        )

    async def __aenter__(self) -> Self:
        """Return itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close whatever is open."""
        await self._session.close()

    async def read_device(self, address: Address) -> NewDevice:
        """Ask a device who it is. Raises NoAnswerError, PairingError."""
        return parse_device(await self._request("GET", address, "/device"))

    async def send_wifi(self, address: Address, wifi: HomeWifi, server: str) -> None:
        """Give a device its Wi-Fi and the host it is to dial.

        Raises NoAnswerError, and PairingError when the device answers with a number.
        """
        body = {
            "port": _CLOUD_PORT,
            "serverName": server,
            "password": wifi.password,
            "ssid": wifi.ssid,
        }
        answer = await self._request("POST", address, "/ap", orjson.dumps(body))
        match answer:
            case {"error": 0}:
                return
            case {"error": int(code)}:
                raise PairingError(Reason.REFUSED, code=code)
        raise PairingError(Reason.NOT_EWELINK)

    async def _request(
        self, method: str, address: Address, path: str, body: bytes | None = None
    ) -> object:
        url = f"http://{address.host}:{address.port}{path}"
        request = self._session.request(method, url, data=body, allow_redirects=False)
        try:
            async with request as response:
                content = await response.content.read(_LONGEST_ANSWER)
                while not response.content.at_eof() and len(content) < _LONGEST_ANSWER:
                    content += await response.content.read(_LONGEST_ANSWER)
        except (aiohttp.ClientError, OSError) as err:
            # Without its cause: that may spell out what was sent.
            raise _failure(err) from None
        if response.status != _OK:
            raise PairingError(Reason.NOT_EWELINK)
        try:
            answer: object = orjson.loads(content)
        except orjson.JSONDecodeError:
            raise PairingError(Reason.NOT_EWELINK) from None
        return answer


def _failure(err: aiohttp.ClientError | OSError) -> Exception:
    """Return what is raised for a request that failed."""
    match err:
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return NoAnswerError(Trouble.NOT_THERE)
        case aiohttp.ServerDisconnectedError():
            return NoAnswerError(Trouble.SILENT)
        case aiohttp.ClientResponseError():
            return PairingError(Reason.NOT_EWELINK)
        case _:
            return NoAnswerError(Trouble.LOST)


def _bound_to(interface: str) -> SocketFactory:
    def make(address: Any) -> socket.socket:
        family, kind, protocol, _, _ = address
        made = socket.socket(family, kind, protocol)
        try:
            made.setsockopt(
                socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode()
            )
        except OSError:
            made.close()
            raise
        made.setblocking(False)
        return made

    return make
