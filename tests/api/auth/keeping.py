"""Keepers of tokens of any age."""

import time

from custom_components.ewelink.api.auth.contention import Contention
from custom_components.ewelink.api.auth.token_keeper import TokenKeeper
from custom_components.ewelink.api.auth.tokens import ACCESS_LIFE, REFRESH_LIFE, Tokens
from custom_components.ewelink.api.errors import (
    call_error,
)
from custom_components.ewelink.api.http.cloud_http import CloudHttp

from ..conftest import Kept
from ..stub import ok

TOKEN = "POST /v2/user/oauth/token"
REFRESH = "POST /v2/user/refresh"
FAMILY = "GET /v2/family"
GET_REGION = "GET /v2/utils/get-region"
RENEWED = ok({"at": "access-2", "rt": "refresh-2"})
HOMES = ok({"familyList": []})


def aged(days: float) -> Tokens:
    """Return tokens that were issued so many days ago."""
    issued = time.time() - days * 24 * 3600
    return Tokens(
        access="access-1",
        refresh="refresh-1",
        access_expires=issued + ACCESS_LIFE,
        refresh_expires=issued + REFRESH_LIFE,
        issued=issued,
    )


def keep(
    http: CloudHttp,
    kept: Kept,
    tokens: Tokens,
    contention: Contention | None = None,
) -> TokenKeeper:
    """Return a keeper of tokens."""
    return TokenKeeper(
        http=http,
        region="eu",
        tokens=tokens,
        contention=contention or Contention(),
        on_renewed=kept.tokens.append,
        on_trouble=kept.troubles.append,
    )


async def refused(keeper: TokenKeeper, code: int = 402) -> str:
    """Let the present access token be refused; return the next one."""
    keeper.refuse(keeper.tokens.access, call_error(code))  # type: ignore[arg-type]
    return await keeper.access()
