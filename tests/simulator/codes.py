"""What the sign-in page gives out: a code, good once and for 30 seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
import secrets
from typing import Final

from .canaries import CODE_PREFIX
from .errors import CloudError, ErrorCode
from .wire import Json

CODE_LIFE: Final = 30.0


class WrongRegion(StrEnum):
    """What a region answers that does not know a code; it is not documented."""

    NOT_FOUND = "405"
    PARAMETERS = "400"
    OTHER_REGION = "10004"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a user granted on the page."""

    apikey: str
    app_id: str
    region: str
    redirect_url: str
    until: float


class CodeStore:
    """Issues codes and exchanges them."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with none."""
        self._clock = clock
        self._grants: dict[str, Grant] = {}
        self.life = CODE_LIFE
        self.wrong_region = WrongRegion.NOT_FOUND

    def issue(self, apikey: str, app_id: str, region: str, redirect_url: str) -> str:
        """Return a code for a sign-in on the page."""
        code = CODE_PREFIX + secrets.token_hex(16)
        self._grants[code] = Grant(
            apikey=apikey,
            app_id=app_id,
            region=region,
            redirect_url=redirect_url,
            until=self._clock() + self.life,
        )
        return code

    def take(self, code: str, app_id: str, region: str, redirect_url: str) -> str:
        """Return the key of the account that a code was given to, and spend it."""
        grant = self._grants.get(code)
        if grant is not None and grant.region != region:
            raise self._not_here(grant.region)
        if grant is None or grant.until <= self._clock():
            raise CloudError(ErrorCode.NOT_FOUND, "invalid code")
        if (grant.app_id, grant.redirect_url) != (app_id, redirect_url):
            raise CloudError(ErrorCode.NOT_FOUND, "invalid code")
        del self._grants[code]
        return grant.apikey

    def _not_here(self, region: str) -> CloudError:
        data: Json = {}
        if self.wrong_region is WrongRegion.OTHER_REGION:
            data = {"region": region}
        return CloudError(int(self.wrong_region), "not in this region", data)

    def secrets(self) -> set[str]:
        """Return the codes that were not spent."""
        return set(self._grants)
