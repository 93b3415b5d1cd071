"""Access and refresh tokens: 30 and 60 days, one live pair per account and APPID."""

from collections.abc import Callable
from dataclasses import dataclass
import secrets
from typing import Final

from .canaries import ACCESS_TOKEN_PREFIX, REFRESH_TOKEN_PREFIX
from .errors import CloudError, ErrorCode

DAY: Final = 86_400.0
ACCESS_LIFE: Final = 30 * DAY
REFRESH_LIFE: Final = 60 * DAY


@dataclass(kw_only=True)
class Pair:
    """What a sign-in or a renewal hands out."""

    apikey: str
    app_id: str
    access: str
    refresh: str
    access_until: float
    refresh_until: float
    replaced: bool = False
    spent: bool = False
    renewable: bool = True


class TokenStore:
    """Issues tokens and tells which still live."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with no token issued."""
        self._clock = clock
        self.replaced_renews = False
        self._by_access: dict[str, Pair] = {}
        self._by_refresh: dict[str, Pair] = {}
        self._live: dict[tuple[str, str], Pair] = {}

    def issue(self, apikey: str, app_id: str) -> Pair:
        """Return a new pair; the older one of that account and APPID dies."""
        now = self._clock()
        pair = Pair(
            apikey=apikey,
            app_id=app_id,
            access=ACCESS_TOKEN_PREFIX + secrets.token_hex(20),
            refresh=REFRESH_TOKEN_PREFIX + secrets.token_hex(20),
            access_until=now + ACCESS_LIFE,
            refresh_until=now + REFRESH_LIFE,
        )
        self.revoke(apikey, app_id)
        self._live[apikey, app_id] = pair
        self._by_access[pair.access] = pair
        self._by_refresh[pair.refresh] = pair
        return pair

    def revoke(self, apikey: str, app_id: str, *, spent: bool = False) -> None:
        """Kill the live pair of an account and APPID, for renewals too if spent."""
        pair = self._live.pop((apikey, app_id), None)
        if pair is not None:
            pair.replaced = True
            pair.spent |= spent

    def check(self, access: str) -> Pair:
        """Return the pair of a living access token."""
        pair = self._by_access.get(access)
        if pair is None or pair.replaced:
            raise CloudError(ErrorCode.TOKEN_REPLACED, "access token is invalid")
        if pair.access_until <= self._clock():
            raise CloudError(ErrorCode.TOKEN_EXPIRED, "access token is expired")
        return pair

    def known(self, access: str) -> Pair | None:
        """Return the pair an access token belonged to, dead or alive."""
        return self._by_access.get(access)

    def renew(self, refresh: str, app_id: str) -> Pair:
        """Return a new pair for a living refresh token; both tokens rotate.

        Whether the one of a sign-in that was replaced still lives is not documented:
        `replaced_renews` tells.
        """
        pair = self._by_refresh.get(refresh)
        if pair is None or pair.spent or not pair.renewable:
            raise CloudError(ErrorCode.TOKEN_REPLACED, "refresh token is invalid")
        if pair.replaced and not self.replaced_renews:
            raise CloudError(ErrorCode.TOKEN_REPLACED, "refresh token is invalid")
        if pair.app_id != app_id:
            raise CloudError(ErrorCode.TOKEN_REPLACED, "refresh token is invalid")
        if pair.refresh_until <= self._clock():
            raise CloudError(ErrorCode.TOKEN_EXPIRED, "refresh token is expired")
        pair.spent = True
        return self.issue(pair.apikey, pair.app_id)

    def is_replaced(self, refresh: str) -> bool:
        """Return whether another sign-in ended that of a refresh token."""
        pair = self._by_refresh.get(refresh)
        return pair is not None and pair.replaced

    def owner(self, refresh: str) -> str:
        """Return the key of the account a refresh token was issued to."""
        pair = self._by_refresh.get(refresh)
        return pair.apikey if pair is not None else ""

    def expire_access(self) -> None:
        """Let every living access token run out now."""
        for pair in self._live.values():
            pair.access_until = self._clock()

    def expire_refresh(self) -> None:
        """Let every living refresh token run out now."""
        for pair in self._live.values():
            pair.refresh_until = self._clock()

    def kill_refresh(self) -> None:
        """Refuse every living refresh token; the access tokens live on."""
        for pair in self._live.values():
            pair.renewable = False

    def replace_all(self) -> None:
        """Kill every living pair, as sign-ins from elsewhere would."""
        for apikey, app_id in tuple(self._live):
            self.revoke(apikey, app_id, spent=True)

    def live(self) -> list[Pair]:
        """Return the pairs that were not replaced."""
        return list(self._live.values())

    def secrets(self) -> set[str]:
        """Return every token ever handed out."""
        return {*self._by_access, *self._by_refresh}
