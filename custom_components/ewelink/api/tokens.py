"""The pair of tokens of a sign-in, renewed in time and by one caller at a time."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
import logging
import time
from typing import Final, Self

from .errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkRegionError,
    EwelinkResponseError,
)
from .http import Call, CloudHttp
from .wire import as_text

_LOGGER = logging.getLogger(__name__)

_DAY: Final = 24 * 3600
ACCESS_LIFE: Final = 30 * _DAY
REFRESH_LIFE: Final = 60 * _DAY

_RENEW_AFTER: Final = 2 / 3
_RETRY_EARLY_RENEWAL: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Access and refresh token; times in seconds since the epoch."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    access_expires: float
    refresh_expires: float
    issued: float

    @classmethod
    def issue(cls, access: str, refresh: str) -> Self:
        """Return tokens that the cloud handed out just now."""
        now = time.time()
        return cls(
            access=access,
            refresh=refresh,
            access_expires=now + ACCESS_LIFE,
            refresh_expires=now + REFRESH_LIFE,
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


class TokenKeeper:
    """Hands out a valid access token."""

    def __init__(
        self,
        http: CloudHttp,
        region: str,
        tokens: Tokens,
        on_renewed: Callable[[Tokens], None],
    ) -> None:
        """Start with the tokens of a sign-in."""
        self._http = http
        self._region = region
        self._tokens = tokens
        self._on_renewed = on_renewed
        self._renewal: asyncio.Task[Tokens] | None = None
        self._next_early_renewal = 0.0

    @property
    def tokens(self) -> Tokens:
        """Return the present pair."""
        return self._tokens

    async def access(self) -> str:
        """Return a valid access token, renewed when it grows old."""
        now = time.time()
        if now >= self._tokens.access_expires:
            return await self._renew()
        if now >= max(self._tokens.renew_at, self._next_early_renewal):
            await self._renew_early()
        return self._tokens.access

    async def renew(self, stale: str) -> str:
        """Return another token than the one that was refused."""
        if self._tokens.access != stale:
            return self._tokens.access
        return await self._renew()

    async def _renew_early(self) -> None:
        """Renew while the old token still works, so that a failure does no harm."""
        try:
            await self._renew()
        except EwelinkError as err:
            self._next_early_renewal = time.time() + _RETRY_EARLY_RENEWAL
            _LOGGER.debug("The tokens could not be renewed yet: %s", err)

    async def _renew(self) -> str:
        # A task of its own: the cloud has already replaced the pair when a caller
        # goes away, so the new one must reach its store all the same.
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._fetch())
            self._renewal.add_done_callback(self._forget_renewal)
        renewal = self._renewal
        await asyncio.wait([renewal])
        return renewal.result().access

    def _forget_renewal(self, renewal: asyncio.Task[Tokens]) -> None:
        self._renewal = None
        if not renewal.cancelled():
            renewal.exception()

    async def _fetch(self) -> Tokens:
        if time.time() >= self._tokens.refresh_expires:
            message = "both tokens have expired"
            raise EwelinkAuthError(message)
        tokens = await refresh(self._http, self._region, self._tokens.refresh)
        try:
            self._on_renewed(tokens)
        finally:
            self._tokens = tokens
        return tokens


async def refresh(http: CloudHttp, region: str, refresh_token: str) -> Tokens:
    """Exchange a refresh token for a new pair."""
    call = Call(
        method="POST",
        path="/v2/user/refresh",
        region=region,
        body={"rt": refresh_token},
    )
    try:
        data = await http.call(call)
    except EwelinkRegionError:
        raise
    except EwelinkResponseError as err:
        message = "renewal was refused"
        raise EwelinkAuthError(message, code=err.code) from err
    return read_tokens(data)


def read_tokens(data: Mapping[str, object]) -> Tokens:
    """Read the pair from the answer to a sign-in or a renewal."""
    access, refresh_token = as_text(data.get("at")), as_text(data.get("rt"))
    if access is None or refresh_token is None:
        message = "the cloud's answer has no tokens"
        raise EwelinkConnectionError(message)
    return Tokens.issue(access, refresh_token)
