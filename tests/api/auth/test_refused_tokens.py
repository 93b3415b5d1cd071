"""Tokens that are refused: once, again and again, or because the APPID is."""

import asyncio
from dataclasses import replace

import pytest

from custom_components.ewelink.api.auth.contention import Contention, RestTimes
from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAppRefusedError,
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkContestedError,
    EwelinkError,
    EwelinkReplacedError,
    EwelinkResponseError,
)
from custom_components.ewelink.api.http.cloud_http import CloudHttp, SignInKind

from ..conftest import Kept
from ..stub import StubCloud, ok, refusal
from .keeping import aged, keep, refused

TOKEN = "POST /v2/user/oauth/token"
REFRESH = "POST /v2/user/refresh"
FAMILY = "GET /v2/family"
GET_REGION = "GET /v2/utils/get-region"
RENEWED = ok({"at": "access-2", "rt": "refresh-2"})
HOMES = ok({"familyList": []})


@pytest.mark.parametrize("code", [400, 406])
@pytest.mark.parametrize("probe", [400, 401, 406, 407])
async def test_app_is_refused(
    http: CloudHttp, stub: StubCloud, kept: Kept, code: int, probe: int
) -> None:
    """Where no signed call is taken any more, the APPID is what is refused."""
    stub.plan(REFRESH, refusal(code))
    stub.plan(GET_REGION, refusal(probe))
    with pytest.raises(EwelinkAppRefusedError):
        await keep(http, kept, aged(31)).access()
    assert len(stub.calls) == 2


@pytest.mark.parametrize(
    ("probe", "kind"),
    [
        (405, EwelinkAuthError),
        (400, EwelinkAppRefusedError),
        (406, EwelinkAppRefusedError),
        (407, EwelinkAppRefusedError),
    ],
)
async def test_app_of_the_page_kind(
    http: CloudHttp,
    stub: StubCloud,
    kept: Kept,
    probe: int,
    kind: type[EwelinkError],
) -> None:
    """With an APPID of the page, a code that cannot exist tells who is refused."""
    http.app = replace(http.app, kind=SignInKind.OAUTH)
    stub.plan(REFRESH, refusal(400))
    stub.plan(TOKEN, refusal(probe))
    with pytest.raises(EwelinkError) as caught:
        await keep(http, kept, aged(31)).access()
    assert type(caught.value) is kind
    assert [call.interface for call in stub.calls] == [REFRESH, TOKEN]


async def test_app_that_cannot_be_probed(
    http: CloudHttp, stub: StubCloud, kept: Kept
) -> None:
    """Without an answer nobody is asked to sign in again."""
    stub.plan(REFRESH, refusal(400))
    stub.plan(GET_REGION, refusal(500))
    with pytest.raises(EwelinkConnectionError):
        await keep(http, kept, aged(31)).access()


@pytest.mark.parametrize("code", [401, 406])
async def test_session_is_taken_once(
    http: CloudHttp, stub: StubCloud, kept: Kept, code: int
) -> None:
    """The first loss is answered by a renewal."""
    stub.plan(REFRESH, RENEWED)
    assert await refused(keep(http, kept, aged(0)), code) == "access-2"
    assert len(stub.calls) == 1


async def test_session_is_taken_for_good(
    http: CloudHttp, stub: StubCloud, kept: Kept
) -> None:
    """The error tells that another sign-in is why the renewal is refused."""
    stub.plan(REFRESH, refusal(401))
    with pytest.raises(EwelinkReplacedError):
        await refused(keep(http, kept, aged(0)), 401)


async def test_session_is_taken_again_and_again(
    http: CloudHttp, stub: StubCloud, kept: Kept
) -> None:
    """Five losses in a row make one renewal, and then nothing is sent."""
    stub.plan(REFRESH, RENEWED, ok({"at": "access-3", "rt": "refresh-3"}))
    keeper = keep(http, kept, aged(0))
    await refused(keeper, 401)
    for _ in range(4):
        with pytest.raises(EwelinkContestedError) as caught:
            await refused(keeper, 401)
        assert 590 < caught.value.retry_after <= 600
        with pytest.raises(EwelinkContestedError):
            await keeper.access()
    assert len(stub.calls) == 1


async def test_rest_ends(http: CloudHttp, stub: StubCloud, kept: Kept) -> None:
    """After the rest one renewal is tried again."""
    stub.plan(REFRESH, RENEWED, ok({"at": "access-3", "rt": "refresh-3"}))
    patience = RestTimes(window=10, first_rest=0.1)
    keeper = keep(http, kept, aged(0), Contention(patience))
    await refused(keeper, 401)
    with pytest.raises(EwelinkContestedError):
        await refused(keeper, 401)
    await asyncio.sleep(0.15)
    assert await keeper.access() == "access-3"
    assert len(stub.calls) == 2


async def test_renewal_that_cures_nothing(
    http: CloudHttp, stub: StubCloud, kept: Kept
) -> None:
    """A new token that is said to have expired too is not renewed for ever."""
    stub.plan(REFRESH, RENEWED)
    keeper = keep(http, kept, aged(0))
    await refused(keeper, 402)
    with pytest.raises(EwelinkAuthError):
        await refused(keeper, 402)
    assert len(stub.calls) == 1


async def test_call_that_is_not_permitted(
    client: EwelinkClient, stub: StubCloud, kept: Kept
) -> None:
    """A new token that one call refuses too is not the reason, nor is it renewed again.

    Nobody is suspected to take the session.
    """
    stub.plan(FAMILY, refusal(406))
    stub.plan(REFRESH, RENEWED, ok({"at": "access-3", "rt": "refresh-3"}))
    for _ in range(3):
        with pytest.raises(EwelinkResponseError):
            await client.homes()
    stub.plan(FAMILY, HOMES)
    assert await client.homes() == ()
    assert len(stub.calls_of(REFRESH)) == 1


async def test_second_loss_within_a_call(
    client: EwelinkClient, stub: StubCloud, kept: Kept
) -> None:
    """A session that is taken twice within one call is contested."""
    stub.plan(FAMILY, refusal(401))
    stub.plan(REFRESH, RENEWED)
    with pytest.raises(EwelinkContestedError):
        await client.homes()
    assert len(stub.calls_of(FAMILY)) == 2
    assert len(stub.calls_of(REFRESH)) == 1
