"""The pair of tokens of a sign-in, and how the cloud renews it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
import time
from typing import Final, Self

from ..errors import (
    EwelinkAppIdError,
    EwelinkAppRefusedError,
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkRegionError,
    EwelinkReplacedError,
    EwelinkResponseError,
)
from ..http.cloud_http import Call, CloudHttp, SignInKind
from ..wire import Params, as_text

_DAY: Final = 24 * 3600
ACCESS_LIFE: Final = 30 * _DAY
REFRESH_LIFE: Final = 60 * _DAY

_RENEW_AFTER: Final = 2 / 3
_NEXT: Final = 0.001
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
    """Access and refresh token; times in seconds since the epoch.

    ``issued`` is later than that of the pair before, also where the clock was set back.
    """

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

    def following(self, older: Self) -> Self:
        """Return the pair as the one that takes the place of an older one."""
        return replace(self, issued=max(self.issued, older.issued + _NEXT))

    def is_newer_than(self, other: Self) -> bool:
        """Return whether it was issued after another pair of the account."""
        return self.issued > other.issued

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
