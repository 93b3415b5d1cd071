"""Hands out valid access tokens: renewed in time, and by one caller at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
import logging
import time
from typing import Final

from ..bugs import tell
from ..errors import EwelinkAuthError, EwelinkError, EwelinkReplacedError
from ..http.cloud_http import CloudHttp
from .contention import Contention
from .tokens import Tokens, refresh

_LOGGER = logging.getLogger(__name__)

_RETRY_EARLY_RENEWAL: Final = 3600
_SOON: Final = 600
_EXPIRED: Final = 402


async def _keep_nowhere(_: Tokens) -> None:
    """Do without a store."""


def _ignore(_: object) -> None:
    """Leave it to who calls."""


@dataclass(eq=False, repr=False, kw_only=True)
class TokenKeeper:
    """Holds the one pair of an account and APPID, longer than any of its clients.

    A new pair is stored by `save` before it is used, and told to `on_renewed` after
    that. `on_trouble` hears of a renewal that failed while the old token still works.
    """

    http: CloudHttp
    region: str
    tokens: Tokens
    contention: Contention
    save: Callable[[Tokens], Awaitable[None]] = _keep_nowhere
    on_renewed: Callable[[Tokens], None] = _ignore
    on_trouble: Callable[[EwelinkError], None] = _ignore

    def __post_init__(self) -> None:
        """Start with tokens that nobody has refused."""
        self._renewal: asyncio.Task[None] | None = None
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._next_early_renewal = 0.0
        self._refusal: EwelinkAuthError | None = None
        self._cured_at = float("-inf")

    def adopt(self, tokens: Tokens) -> None:
        """Go on with the pair of a new sign-in, whatever was wrong with the old one."""
        self.tokens = tokens
        self._begin_anew()

    def detach(self) -> None:
        """Tell nobody of new pairs any more, as the entry has another session."""
        self.save, self.on_renewed, self.on_trouble = _keep_nowhere, _ignore, _ignore

    async def settle(self) -> None:
        """Wait for the renewal that is on its way, if one is."""
        if self._renewal is not None:
            await asyncio.wait([self._renewal])

    async def access(self) -> str:
        """Return a valid access token, renewed when it grows old or was refused.

        Raises EwelinkContestedError while another client is given way to, and
        EwelinkAuthError when only a new sign-in helps.
        """
        self.contention.check()
        if self._renewal is not None:
            # Whatever it was begun for: the old pair may be dead by now.
            await self.settle()
        now = time.time()
        if self._refusal is not None or now >= self.tokens.access_expires:
            await self._renew_now()
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
            if self._renewal is not None:
                # That has ended the old token itself.
                return
            if refusal.code != _EXPIRED:
                self.contention.note_taken(token)
            elif asyncio.get_running_loop().time() - self._cured_at < _SOON:
                raise refusal
        self.contention.check()

    def doubt(self, token: str, refusal: EwelinkAuthError) -> None:
        """Let the next token be another, though what was refused may be the call."""
        if token == self.tokens.access and self._refusal is None:
            self._refusal = refusal

    def note_taken(self, token: str) -> None:
        """Remember that another client took the session of a token."""
        self.contention.note_taken(token)

    async def _renew_now(self) -> None:
        """Renew a pair that is of no use any more, unless a sign-in has replaced it."""
        tokens = self.tokens
        try:
            await self._renew()
        except EwelinkAuthError:
            if self.tokens is tokens:
                raise

    async def _renew_early(self) -> None:
        """Renew while the old token still works, so that a failure does no harm."""
        try:
            await self._renew()
        except EwelinkError as err:
            self._next_early_renewal = time.time() + _RETRY_EARLY_RENEWAL
            _LOGGER.debug("The tokens could not be renewed yet: %s", err)
            tell(self.on_trouble, err)

    async def _renew(self) -> None:
        # A task of its own: the cloud has already replaced the pair when a caller
        # goes away, so the new one must reach its store all the same.
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._fetch(self.tokens))
            self._renewal.add_done_callback(self._forget_renewal)
        renewal = self._renewal
        await asyncio.wait([renewal])
        renewal.result()

    def _forget_renewal(self, renewal: asyncio.Task[None]) -> None:
        self._renewal = None
        if not renewal.cancelled():
            renewal.exception()

    async def _fetch(self, before: Tokens) -> None:
        try:
            found = await refresh(self.http, self.region, before.refresh)
        except EwelinkAuthError as err:
            if not isinstance(self._refusal, EwelinkReplacedError):
                raise
            message = "another sign-in ended this one for good"
            raise EwelinkReplacedError(message, code=err.code) from err
        if self.tokens is not before:
            # A sign-in has taken the place of this session meanwhile.
            return
        tokens = found.following(before)
        try:
            await self.save(tokens)
        finally:
            self._use(before, tokens)

    def _use(self, before: Tokens, tokens: Tokens) -> None:
        if self.tokens is not before:
            return
        self.tokens = tokens
        if self._refusal is not None:
            self._refusal = None
            self._cured_at = asyncio.get_running_loop().time()
        tell(self.on_renewed, tokens)
