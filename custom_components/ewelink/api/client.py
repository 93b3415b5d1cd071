"""The signed-in account over HTTP: its homes and its things."""

from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field, replace
import logging
from typing import Final

import aiohttp

from .auth.contention import Contention
from .auth.token_keeper import TokenKeeper
from .errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkResponseError,
    EwelinkTimeoutError,
)
from .health import Health
from .http.cloud_http import AppCredentials, Call, CloudHttp, SignInKind
from .http.limiter import Limiter
from .http.regions import Cloud
from .models import Account, Home, ThingPage
from .wire import Params, as_array, as_int, as_text

_LOGGER = logging.getLogger(__name__)

_PAGE_SIZE: Final = 100
_SMALL_PAGE_SIZE: Final = 30
_MOST_PAGES: Final = 200
_BAD_REQUEST: Final = 400
_NO_PERMISSION: Final = 406
_SIGN_OUT_PATHS: Final = {
    SignInKind.OAUTH: "/v2/user/oauth/token",
    SignInKind.PASSWORD: "/v2/user/logout",
}
_SERVER_ERRORS: Final = 500


@dataclass(eq=False, repr=False)
class EwelinkClient:
    """Calls the cloud for one account, with the tokens of its keeper."""

    session: aiohttp.ClientSession
    cloud: Cloud
    limiter: Limiter
    _: KW_ONLY
    app: AppCredentials
    account: Account
    keeper: TokenKeeper
    http: CloudHttp = field(init=False)

    def __post_init__(self) -> None:
        """Start with the largest pages; tokens are renewed as this client calls."""
        self.http = CloudHttp(self.session, self.cloud, self.limiter, self.app)
        self.keeper.http = self.http
        self._page_size = _PAGE_SIZE
        self._forbidden: set[str] = set()

    @property
    def contention(self) -> Contention:
        """Return how the session is contested."""
        return self.keeper.contention

    @property
    def health(self) -> Health:
        """Return what went wrong, and since when the account is online or not."""
        return self.http.health

    async def homes(self) -> tuple[Home, ...]:
        """Return all homes, those that others share with the account too."""
        data = await self.call("GET", "/v2/family")
        items = _list_of(data, "familyList")
        current = as_text(data.get("currentFamilyId"))
        homes = [Home.from_wire(item, current) for item in items]
        found = tuple(home for home in homes if home is not None)
        if len(found) < len(items):
            _LOGGER.debug("Skipped %d homes without an id", len(items) - len(found))
        return found

    async def things_page(
        self, home_id: str, begin_index: int | None = None
    ) -> ThingPage:
        """Return the things of a home that follow an index.

        Pages become smaller for good when the cloud cannot do the largest ones.
        """
        try:
            return await self._read_page(home_id, begin_index, self._page_size)
        except EwelinkError as err:
            if self._page_size == _SMALL_PAGE_SIZE or not _has_balked(err):
                raise
            page = await self._read_page(home_id, begin_index, _SMALL_PAGE_SIZE)
            self._page_size = _SMALL_PAGE_SIZE
            return page

    async def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        """Yield all pages of a home; they are complete when this ends by itself."""
        begin_index: int | None = None
        seen = 0
        for _ in range(_MOST_PAGES):
            page = await self.things_page(home_id, begin_index)
            yield page
            seen += page.received
            if _is_last(page, seen, begin_index):
                return
            begin_index = page.last_index
        message = "the list of things does not end"
        raise EwelinkResponseError(message)

    async def sign_out(self) -> None:
        """End the session at the cloud, unless it has ended already."""
        call = Call(
            method="DELETE",
            path=_SIGN_OUT_PATHS[self.http.app.kind],
            region=self.account.region,
            token=self.keeper.tokens.access,
        )
        with suppress(EwelinkAuthError):
            await self.http.call(call)

    async def _read_page(
        self, home_id: str, begin_index: int | None, size: int
    ) -> ThingPage:
        query = {"familyid": home_id, "num": str(size)}
        if begin_index is not None:
            query["beginIndex"] = str(begin_index)
        data = await self.call("GET", "/v2/device/thing", query)
        items = _list_of(data, "thingList")
        page = ThingPage.from_wire(items, total=as_int(data.get("total")), asked=size)
        odd = sorted({key for thing in page.things for key in thing.odd_fields})
        if page.skipped or odd:
            _LOGGER.debug(
                "Skipped %d of %d things; fields not understood in others: %s",
                page.skipped,
                page.received,
                ", ".join(odd) or "none",
            )
        return page

    async def call(
        self,
        method: str,
        path: str,
        query: dict[str, str] | None = None,
        body: Params | None = None,
    ) -> Params:
        """Call with a valid token, renewed at most once when it is refused.

        Returns the `data` of the answer. Raises EwelinkError.
        """
        asked = f"{method} {path} {query}"
        call = Call(
            method=method,
            path=path,
            region=self.account.region,
            query=query or {},
            body=body,
        )
        token = await self.keeper.access()
        try:
            return await self.http.call(replace(call, token=token))
        except EwelinkAuthError as err:
            refusal = err
        if refusal.code != _NO_PERMISSION:
            self.keeper.refuse(token, refusal)
        elif asked in self._forbidden:
            raise _not_permitted() from refusal
        else:
            self.keeper.doubt(token, refusal)
        renewed = await self.keeper.access()
        data = await self._call_again(replace(call, token=renewed), asked)
        if refusal.code == _NO_PERMISSION:
            # It was the session, as the same call is permitted to a fresh token.
            self.keeper.note_taken(token)
        self._forbidden.discard(asked)
        return data

    async def _call_again(self, call: Call, asked: str) -> Params:
        """Call with a fresh token; what that one may not, none may."""
        token = call.token or ""
        try:
            return await self.http.call(call)
        except EwelinkAuthError as err:
            if err.code == _NO_PERMISSION:
                self._forbidden.add(asked)
                raise _not_permitted() from err
            if token != self.keeper.tokens.access:
                message = "the account has signed in again meanwhile"
                raise EwelinkConnectionError(message) from err
            self.keeper.refuse(token, err)
            raise


def _not_permitted() -> EwelinkResponseError:
    return EwelinkResponseError("the cloud does not permit it", code=_NO_PERMISSION)


def _list_of(data: Params, key: str) -> list[object]:
    """Return a list that must be there: one that is missing is not an empty one."""
    if (items := as_array(data.get(key))) is None:
        message = "the cloud's answer has no list"
        raise EwelinkConnectionError(message)
    return items


def _has_balked(err: EwelinkError) -> bool:
    """Return whether the cloud may have found the page too large."""
    if isinstance(err, EwelinkConnectionError):
        return isinstance(err, EwelinkTimeoutError) or (err.code or 0) >= _SERVER_ERRORS
    return isinstance(err, EwelinkResponseError) and err.code == _BAD_REQUEST


def _is_last(page: ThingPage, seen: int, begin_index: int | None) -> bool:
    """Return whether no page follows.

    A short page is not the last one while the cloud counts more things than were seen,
    as it may hand out fewer than it was asked for.
    """
    is_full = page.received >= page.asked
    if not is_full and (not page.received or seen >= (page.total or 0)):
        return True
    if page.last_index is None:
        if is_full:
            message = "a page of things leads nowhere"
            raise EwelinkResponseError(message)
        return True
    return begin_index is not None and page.last_index <= begin_index
