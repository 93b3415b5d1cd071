"""Tokens and APPIDs with characters that no header can hold."""

from dataclasses import replace
import time
from typing import Final

import pytest

from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import EwelinkAppIdError, EwelinkAuthError
from custom_components.ewelink.api.http.cloud_http import Call, CloudHttp

from ..conftest import Kept
from ..line import Line
from ..stub import StubCloud, ok

SECRET: Final = "hidden"
REFRESH: Final = "POST /v2/user/refresh"
ODD: Final = [
    pytest.param(f"{SECRET}\r\nX-Other: 1", id="another header"),
    pytest.param(f"{SECRET}\n", id="newline"),
    pytest.param(f"{SECRET}\x00", id="null"),
    pytest.param(f"\x1b{SECRET}", id="escape"),
    pytest.param(f"{SECRET}\x7f", id="delete"),
    pytest.param(f"{SECRET}\x85", id="C1"),
    pytest.param(f"{SECRET}\u2028", id="separator"),
    pytest.param(f"{SECRET}ä", id="no ASCII"),
    pytest.param(f"{SECRET}\ud800", id="surrogate"),
]


@pytest.mark.parametrize("token", ODD)
async def test_token(http: CloudHttp, stub: StubCloud, token: str) -> None:
    """Such a token is refused before anything is sent, and not spelled out."""
    call = Call(method="GET", path="/v2/x", region="eu", token=token)
    with pytest.raises(EwelinkAuthError) as caught:
        await http.call(call)
    with pytest.raises(EwelinkAuthError):
        await http.dispatch("eu", token)
    assert SECRET not in f"{caught.value!r} {caught.value}"
    assert stub.calls == []
    assert http.limiter.counter.counts == {}


@pytest.mark.parametrize("app_id", ODD)
@pytest.mark.parametrize("token", [None, "token"])
async def test_app_id(
    http: CloudHttp, stub: StubCloud, app_id: str, token: str | None
) -> None:
    """Such an APPID is one that may not call."""
    http.app = replace(http.app, app_id=app_id)
    call = Call(method="GET", path="/v2/x", region="eu", token=token)
    with pytest.raises(EwelinkAppIdError) as caught:
        await http.call(call)
    assert SECRET not in f"{caught.value!r} {caught.value}"
    assert stub.calls == []


def _damage(client: EwelinkClient) -> None:
    client.keeper.tokens = replace(Tokens.issue("a", "r"), access=f"{SECRET}\r\n")


async def test_damaged_token_is_renewed(
    client: EwelinkClient, stub: StubCloud, kept: Kept
) -> None:
    """A stored token that was damaged is replaced by a renewal."""
    _damage(client)
    stub.plan(REFRESH, ok({"at": "access-2", "rt": "refresh-2"}))
    stub.plan("GET /v2/family", ok({"familyList": []}))
    assert await client.homes() == ()
    assert [tokens.access for tokens in kept.tokens] == ["access-2"]
    assert len(stub.calls_of(REFRESH)) == 1


async def test_tokens_that_stay_damaged(client: EwelinkClient, stub: StubCloud) -> None:
    """A cloud whose tokens cannot be used is a refusal, and no contest."""
    _damage(client)
    stub.plan(REFRESH, ok({"at": f"{SECRET}\x00", "rt": "refresh-2"}))
    with pytest.raises(EwelinkAuthError) as caught:
        await client.homes()
    assert SECRET not in str(caught.value)
    assert client.keeper.tokens.renew_at > time.time()
    assert len(stub.calls_of(REFRESH)) == 1


async def test_socket_with_a_damaged_token(line: Line, stub: StubCloud) -> None:
    """The socket renews it as well."""
    _damage(line.client)
    stub.plan(REFRESH, ok({"at": "access-2", "rt": "refresh-2"}))
    await line.up()
    assert [frame["at"] for frame in stub.greetings] == ["access-2"]
