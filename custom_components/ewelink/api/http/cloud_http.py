"""The one place that sends calls, signs them and reads the cloud's envelope."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import aiohttp
import orjson

from ..errors import (
    OTHER_REGION,
    EwelinkAppIdError,
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkRegionError,
    EwelinkTimeoutError,
    call_error,
)
from ..health import Health
from ..wire import Params, as_int, as_object
from .limiter import ANY_INTERFACE, Limiter
from .regions import REGIONS, Cloud
from .session import RedirectError
from .signing import nonce, sign, sign_query

_OK: Final = 200
_EXPIRED: Final = 402
_FORBIDDEN: Final = 403
_SERVER_ERRORS: Final = 500
_MEANINGFUL_STATUS: Final = (401, 402, 406, 407, 412)
_NEARLY_ALL: Final = 0.95
_LARGEST_BODY: Final = 4 * 1024 * 1024


class SignInKind(StrEnum):
    """How the account was signed in, which decides what the vendor allows."""

    OAUTH = "oauth"
    PASSWORD = "password"  # noqa: S105 - the word, no password


@dataclass(frozen=True, slots=True, kw_only=True)
class AppCredentials:
    """The APPID that calls, its secret, and its calls a month where they are known."""

    app_id: str
    app_secret: str = field(repr=False)
    kind: SignInKind = SignInKind.PASSWORD
    monthly_calls: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: signed before the sign-in, with the token after it."""

    method: str
    path: str
    region: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Params | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)


class CloudHttp:
    """Sends calls to one cloud as one app, at the limiter's pace.

    ``has_worked`` is set by each call that works, for whoever waits for the cloud.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        cloud: Cloud,
        limiter: Limiter,
        app: AppCredentials,
    ) -> None:
        """Keep what every call needs."""
        self.session = session
        self.cloud = cloud
        self.limiter = limiter
        self.app = app
        self.health = Health()
        self.timeout: float = 10
        self.has_worked = asyncio.Event()

    async def call(self, call: Call) -> Params:
        """Send a call and return the `data` of its answer."""
        answer = await self._send(call, self.cloud.api_url(call.region) + call.path)
        self.has_worked.set()
        return as_object(answer.get("data")) or {}

    async def dispatch(self, region: str, token: str) -> Params:
        """Ask where the socket is; the answer has no envelope."""
        call = Call(method="GET", path="/dispatch/app", region=region, token=token)
        return await self._send(call, self.cloud.dispatch_url(region))

    async def get_region(self, region: str, dial: str) -> Params:
        """Ask which region a dial code belongs to: a signed call without a token."""
        call = Call(
            method="GET",
            path="/v2/utils/get-region",
            region=region,
            query={"countryCode": dial},
        )
        return await self._send(call, self.cloud.global_url + call.path)

    async def _send(self, call: Call, url: str) -> Params:
        try:
            return await self._ask(call, url)
        except EwelinkError as err:
            self.health.call_failed(err)
            raise

    async def _ask(self, call: Call, url: str) -> Params:
        status, content = await self._exchange(call, url)
        answer = _parse(content)
        code = None if answer is None else as_int(answer.get("error"))
        if status == _FORBIDDEN and code is None and self._has_calls_left(call.region):
            # Whoever stands between us and the cloud says so as well.
            message = "the way to the cloud is barred (HTTP 403)"
            raise EwelinkConnectionError(message, code=status)
        if status != _OK:
            raise _status_error(status, code)
        if answer is None or code is None:
            message = "the cloud's answer is not readable"
            raise EwelinkConnectionError(message)
        if code:
            raise _answer_error(code, answer)
        return answer

    def _has_calls_left(self, region: str) -> bool:
        """Return whether the quota of the month cannot be used up, as far as known."""
        if (most := self.app.monthly_calls) is None:
            return True
        return self.limiter.counter.of(self.app.app_id, region) <= most * _NEARLY_ALL

    async def _exchange(self, call: Call, url: str) -> tuple[int, bytes]:
        content = None if call.body is None else orjson.dumps(call.body)
        self._check_headers(call)
        turn = await self.limiter.wait_for_turn(
            f"{call.method} {url}",
            app=self.app.app_id,
            region=call.region,
            lane=self._lane,
        )
        turn.leave()
        try:
            async with self.session.request(
                call.method,
                url,
                params=call.query,
                data=content,
                headers=self._headers(call, content),
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=self.timeout),
                trace_request_ctx=turn,
            ) as response:
                return response.status, await _read(response)
        except TimeoutError:
            message = "the cloud did not answer in time"
            raise EwelinkTimeoutError(message) from None
        except RedirectError as err:
            message = "the cloud redirects"
            raise EwelinkConnectionError(message, code=err.status) from None
        except (aiohttp.ClientError, OSError) as err:
            # The error itself may spell out an address with its query.
            kind = type(err).__name__
            message = f"cannot reach the cloud ({kind})"
            raise EwelinkConnectionError(message) from None
        finally:
            turn.ended()

    @property
    def _lane(self) -> str | None:
        """Return what keeps its calls apart (docs/protocol.md, "Rate rules")."""
        return ANY_INTERFACE if self.app.kind is SignInKind.OAUTH else None

    def _check_headers(self, call: Call) -> None:
        """Raise what an APPID or a token is that no header can hold.

        A token counts as one that has expired: another may be had for it.
        """
        if not _is_plain(self.app.app_id):
            message = "the APPID has characters that none has"
            raise EwelinkAppIdError(message)
        if call.token is not None and not _is_plain(call.token):
            message = "the token has characters that none has"
            raise EwelinkAuthError(message, code=_EXPIRED)

    def _headers(self, call: Call, content: bytes | None) -> dict[str, str]:
        headers = {
            "X-CK-Appid": self.app.app_id,
            "X-CK-Nonce": nonce(),
            "Authorization": self._authorization(call, content),
        }
        if content is not None:
            headers["Content-Type"] = "application/json"
        return headers

    def _authorization(self, call: Call, content: bytes | None) -> str:
        if call.token is not None:
            return f"Bearer {call.token}"
        secret = self.app.app_secret
        if content is None:
            return f"Sign {sign_query(secret, call.query)}"
        return f"Sign {sign(secret, content)}"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Return a body, as it is when decompressed, unless it is too large."""
    content = bytearray()
    async for part in response.content.iter_any():
        content += part
        if len(content) > _LARGEST_BODY:
            message = "the cloud's answer is too large"
            raise EwelinkConnectionError(message)
    return bytes(content)


def _parse(content: bytes) -> Params | None:
    try:
        return as_object(orjson.loads(content))
    except orjson.JSONDecodeError:
        return None


def _status_error(status: int, code: int | None) -> EwelinkError:
    """Return the error of an answer that is not the usual 200."""
    if status == _FORBIDDEN:
        return EwelinkQuotaError("the cloud forbids calls (HTTP 403)", code=status)
    if status >= _SERVER_ERRORS:
        return EwelinkConnectionError(f"the cloud failed (HTTP {status})", code=status)
    if code:
        return call_error(code)
    if status in _MEANINGFUL_STATUS:
        return call_error(status)
    return EwelinkConnectionError(f"unexpected answer (HTTP {status})", code=status)


def _answer_error(code: int, answer: Params) -> EwelinkError:
    if code != OTHER_REGION:
        return call_error(code)
    region = (as_object(answer.get("data")) or {}).get("region")
    return EwelinkRegionError(region if region in REGIONS else None)
