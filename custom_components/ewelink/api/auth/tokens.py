"""The pair of tokens of a sign-in, renewed in time and by one caller at a time."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
import logging
import time
from typing import Final, Self

from ..errors import (
    EwelinkAppIdError,
    EwelinkAppRefusedError,
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkRegionError,
    EwelinkReplacedError,
    EwelinkResponseError,
)
from ..http.cloud_http import Call, CloudHttp, SignInKind
from ..wire import Params, as_text
from .contention import Contention

_LOGGER = logging.getLogger(__name__)

_DAY: Final = 24 * 3600
ACCESS_LIFE: Final = 30 * _DAY
REFRESH_LIFE: Final = 60 * _DAY

_RENEW_AFTER: Final = 2 / 3
_RETRY_EARLY_RENEWAL: Final = 3600
_SOON: Final = 600
_EXPIRED: Final = 402
_REPLACED: Final = 401

# A wrong signature, an APPID that expired, or a refresh token that died: the numbers
# are the same (docs/protocol.md, "Tokens").
_SIGNED_CALL_REFUSED: Final = (400, 406)
_NOT_FOUND: Final = 405
_PROBE_DIAL: Final = "+86"
_UNKNOWN_CODE: Final[Params] = {
    "code": "00000000-0000-4000-8000-000000000000",
    "redirectUrl": "https://my.home-assistant.io/redirect/oauth",
    "grantType": "authorization_code",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Access and refresh token; times in seconds since the epoch."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    access_expires: float
    refresh_expires: float
    issued: float

    @classmethod
    def issue(
        cls,
        access: str,
        refresh: str,
        *,
        access_life: float = ACCESS_LIFE,
        refresh_life: float = REFRESH_LIFE,
    ) -> Self:
        """Return tokens that the cloud handed out just now; lives in seconds."""
        now = time.time()
        return cls(
            access=access,
            refresh=refresh,
            access_expires=now + access_life,
            refresh_expires=now + refresh_life,
            issued=now,
        )

    @classmethod
    def from_dict(cls, data: Mapping[str, str | float]) -> Self:
        """Return tokens that were stored."""
        access_expires = float(data["access_expires"])
        return cls(
            access=str(data["access"]),
            refresh=str(data["refresh"]),
            access_expires=access_expires,
            refresh_expires=float(data["refresh_expires"]),
            issued=float(data.get("issued", access_expires - ACCESS_LIFE)),
        )

    def to_dict(self) -> dict[str, str | float]:
        """Return what is stored."""
        return {
            "access": self.access,
            "refresh": self.refresh,
            "access_expires": self.access_expires,
            "refresh_expires": self.refresh_expires,
            "issued": self.issued,
        }

    @property
    def renew_at(self) -> float:
        """Return when the pair should be renewed."""
        return self.issued + (self.access_expires - self.issued) * _RENEW_AFTER


@dataclass(eq=False, repr=False, kw_only=True)
class TokenKeeper:
    """Hands out a valid access token.

    `on_renewed` stores a new pair before it is used; `on_trouble` hears of a renewal
    that failed while the old token still works.
    """

    http: CloudHttp
    region: str
    tokens: Tokens
    contention: Contention
    on_renewed: Callable[[Tokens], None]
    on_trouble: Callable[[EwelinkError], None]

    def __post_init__(self) -> None:
        """Start with tokens that nobody has refused."""
        self._renewal: asyncio.Task[Tokens] | None = None
        self._next_early_renewal = 0.0
        self._refusal: EwelinkAuthError | None = None
        self._cured_at = float("-inf")

    async def access(self) -> str:
        """Return a valid access token, renewed when it grows old or was refused.

        Raises EwelinkContestedError while another client is given way to, and
        EwelinkAuthError when only a new sign-in helps.
        """
        self.contention.check()
        now = time.time()
        if self._refusal is not None or now >= self.tokens.access_expires:
            await self._renew()
        elif now >= max(self.tokens.renew_at, self._next_early_renewal):
            await self._renew_early()
        return self.tokens.access

    def refuse(self, token: str, refusal: EwelinkAuthError) -> None:
        """Remember that the cloud refused a token; the next one is another.

        Raises EwelinkContestedError when another client takes the session again soon,
        and the refusal itself when a renewal has just failed to cure it.
        """
        if token == self.tokens.access and self._refusal is None:
            self._refusal = refusal
            if refusal.code != _EXPIRED:
                self.contention.note_taken(token)
            elif asyncio.get_running_loop().time() - self._cured_at < _SOON:
                raise refusal
        self.contention.check()

    async def _renew_early(self) -> None:
        """Renew while the old token still works, so that a failure does no harm."""
        try:
            await self._renew()
        except EwelinkError as err:
            self._next_early_renewal = time.time() + _RETRY_EARLY_RENEWAL
            _LOGGER.debug("The tokens could not be renewed yet: %s", err)
            self.on_trouble(err)

    async def _renew(self) -> None:
        # A task of its own: the cloud has already replaced the pair when a caller
        # goes away, so the new one must reach its store all the same.
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._fetch())
            self._renewal.add_done_callback(self._forget_renewal)
        renewal = self._renewal
        await asyncio.wait([renewal])
        renewal.result()

    def _forget_renewal(self, renewal: asyncio.Task[Tokens]) -> None:
        self._renewal = None
        if not renewal.cancelled():
            renewal.exception()

    async def _fetch(self) -> Tokens:
        if time.time() >= self.tokens.refresh_expires:
            message = "both tokens have expired"
            raise EwelinkAuthError(message)
        try:
            tokens = await refresh(self.http, self.region, self.tokens.refresh)
        except EwelinkAuthError as err:
            if not isinstance(self._refusal, EwelinkReplacedError):
                raise
            message = "another sign-in ended this one for good"
            raise EwelinkReplacedError(message, code=err.code) from err
        try:
            self.on_renewed(tokens)
        finally:
            self.tokens = tokens
            if self._refusal is not None:
                self._refusal = None
                self._cured_at = asyncio.get_running_loop().time()
        return tokens


async def refresh(http: CloudHttp, region: str, refresh_token: str) -> Tokens:
    """Exchange a refresh token for a new pair.

    Raises EwelinkAuthError when the refresh token is refused, EwelinkReplacedError
    when that is due to another sign-in, and EwelinkAppRefusedError when the APPID is.
    """
    call = Call(
        method="POST",
        path="/v2/user/refresh",
        region=region,
        body={"rt": refresh_token},
    )
    try:
        data = await http.call(call)
    except EwelinkAppIdError as err:
        message = "the APPID is refused"
        raise EwelinkAppRefusedError(message, code=err.code) from err
    except EwelinkRegionError:
        raise
    except (EwelinkAuthError, EwelinkResponseError) as err:
        if err.code in _SIGNED_CALL_REFUSED:
            await _require_signed_calls(http, region)
        message = "renewal was refused"
        kind = EwelinkReplacedError if err.code == _REPLACED else EwelinkAuthError
        raise kind(message, code=err.code) from err
    return read_tokens(data)


async def _require_signed_calls(http: CloudHttp, region: str) -> None:
    """Raise EwelinkAppRefusedError where no signed call is taken any more."""
    try:
        await _call_signed(http, region)
    except (EwelinkAppIdError, EwelinkAuthError, EwelinkResponseError) as err:
        if err.code == _NOT_FOUND:
            return
        message = "the APPID is refused"
        raise EwelinkAppRefusedError(message, code=err.code) from err


async def _call_signed(http: CloudHttp, region: str) -> None:
    """Make a signed call that changes nothing and is open to the kind of APPID."""
    if http.app.kind is SignInKind.PASSWORD:
        await http.get_region(region, _PROBE_DIAL)
        return
    await http.call(
        Call(
            method="POST",
            path="/v2/user/oauth/token",
            region=region,
            body=_UNKNOWN_CODE,
        )
    )


def read_tokens(data: Mapping[str, object]) -> Tokens:
    """Read the pair from the answer to a sign-in or a renewal."""
    access, refresh_token = as_text(data.get("at")), as_text(data.get("rt"))
    if access is None or refresh_token is None:
        message = "the cloud's answer has no tokens"
        raise EwelinkConnectionError(message)
    return Tokens.issue(access, refresh_token)
