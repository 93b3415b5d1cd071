"""Signing in through the vendor's page (docs/protocol.md, "Signing in on the page")."""

import asyncio
from collections.abc import Sequence
import time
from typing import Final
from urllib.parse import urlencode

from ..errors import (
    EwelinkCodeError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkRegionError,
    EwelinkResponseError,
    EwelinkTimeoutError,
)
from ..http.cloud_http import AppCredentials, Call, CloudHttp
from ..http.regions import REGIONS, Cloud
from ..http.signing import nonce, sign
from ..wire import Params, as_int, as_text
from .countries import COUNTRIES
from .tokens import ACCESS_LIFE, REFRESH_LIFE, Tokens

CODE_LIFE: Final = 30
_GRANT_TYPE: Final = "authorization_code"
_EXCHANGE_SECONDS: Final = 25
_MILLISECONDS: Final = 1000

# What a region answers that does not know a code is not documented; one that does not
# know the resource (405), or finds the code ill-formed (400), is taken for that.
_NOT_HERE: Final = (400, 405)


def page_url(
    cloud: Cloud, app: AppCredentials, *, redirect_url: str, state: str
) -> str:
    """Return the address of the vendor's page, signed for one use just now."""
    moment = str(int(time.time() * _MILLISECONDS))
    message = f"{app.app_id}_{moment}"
    query = {
        "state": state,
        "clientId": app.app_id,
        "authorization": sign(app.app_secret, message.encode()),
        "seq": moment,
        "redirectUrl": redirect_url,
        "nonce": nonce(),
        "grantType": _GRANT_TYPE,
        "showQRCode": "false",
    }
    return f"{cloud.sign_in_page}?{urlencode(query)}"


def likely_regions(country: str | None, hint: str | None = None) -> tuple[str, ...]:
    """Return all regions: the one that is hinted at, that of a country, the others."""
    first = [hint] if hint in REGIONS else []
    if country in COUNTRIES:
        first.append(COUNTRIES[country].region)
    return tuple(dict.fromkeys([*first, *REGIONS]))


async def exchange(
    http: CloudHttp, code: str, redirect_url: str, regions: Sequence[str]
) -> tuple[Tokens, str]:
    """Exchange a code for tokens; return them with the region that took it.

    Each region is asked once at most. Raises EwelinkCodeError when none takes the code.
    """
    body: Params = {
        "code": code,
        "redirectUrl": redirect_url,
        "grantType": _GRANT_TYPE,
    }
    try:
        async with asyncio.timeout(_EXCHANGE_SECONDS):
            return await _ask_in_turn(http, body, list(regions))
    except TimeoutError:
        message = "the code was not exchanged in time"
        raise EwelinkTimeoutError(message) from None


async def _ask_in_turn(
    http: CloudHttp, body: Params, ahead: list[str]
) -> tuple[Tokens, str]:
    unreachable: EwelinkError | None = None
    while ahead:
        region = ahead.pop(0)
        try:
            return await _ask(http, body, region), region
        except EwelinkRegionError as err:
            if err.region in ahead:
                ahead = [err.region]
        except EwelinkResponseError as err:
            if err.code not in _NOT_HERE:
                raise
        except EwelinkConnectionError as err:
            unreachable = err
    message = "no region takes the code"
    raise unreachable or EwelinkCodeError(message)


async def _ask(http: CloudHttp, body: Params, region: str) -> Tokens:
    path = "/v2/user/oauth/token"
    data = await http.call(Call(method="POST", path=path, region=region, body=body))
    access = as_text(data.get("accessToken"))
    refresh = as_text(data.get("refreshToken"))
    if access is None or refresh is None:
        message = "the cloud's answer has no tokens"
        raise EwelinkConnectionError(message)
    return Tokens.issue(
        access,
        refresh,
        access_life=_life(data.get("atExpiredTime"), ACCESS_LIFE),
        refresh_life=_life(data.get("rtExpiredTime"), REFRESH_LIFE),
    )


def _life(expires: object, usual: float) -> float:
    """Return the seconds until a time in milliseconds, at most the usual life."""
    if (moment := as_int(expires)) is None:
        return usual
    life = moment / _MILLISECONDS - time.time()
    return min(life, usual) if life > 0 else usual
