"""Tokens are renewed in time, once, and kept before they are used."""

import asyncio
from dataclasses import replace
import time

import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.contention import Contention, Patience
from custom_components.ewelink.api.errors import (
    EwelinkAppRefusedError,
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkContestedError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkRegionError,
    EwelinkReplacedError,
    EwelinkResponseError,
    call_error,
)
from custom_components.ewelink.api.http import CloudHttp, SignInKind
from custom_components.ewelink.api.tokens import (
    ACCESS_LIFE,
    REFRESH_LIFE,
    TokenKeeper,
    Tokens,
)

from .conftest import Kept
from .stub import Answer, StubCloud, ok, refusal

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


def test_stored_and_read() -> None:
    """Tokens survive being stored, and are not shown."""
    tokens = aged(3)
    assert Tokens.from_dict(tokens.to_dict()) == tokens
    assert "access-1" not in repr(tokens)
    assert "refresh-1" not in repr(tokens)
    older = tokens.to_dict()
    del older["issued"]
    assert Tokens.from_dict(older).issued == pytest.approx(tokens.issued)


def test_lives() -> None:
    """The access token lives 30 days, the refresh token 60."""
    tokens = Tokens.issue("a", "r")
    assert tokens.access_expires - time.time() == pytest.approx(30 * 86400, abs=5)
    assert tokens.refresh_expires - time.time() == pytest.approx(60 * 86400, abs=5)


@pytest.mark.parametrize(("days", "renewals"), [(0, 0), (19.9, 0), (20.1, 1), (31, 1)])
async def test_renewal_by_age(
    http: CloudHttp, stub: StubCloud, kept: Kept, days: float, renewals: int
) -> None:
    """The pair is renewed after two thirds of the access token's life."""
    stub.plan(REFRESH, RENEWED)
    keeper = keep(http, kept, aged(days))
    assert await keeper.access() == ("access-2" if renewals else "access-1")
    assert await keeper.access() == keeper.tokens.access
    assert len(stub.calls) == len(kept.tokens) == renewals


async def test_renewal_is_signed(http: CloudHttp, stub: StubCloud, kept: Kept) -> None:
    """A renewal needs no valid access token."""
    stub.plan(REFRESH, RENEWED)
    await refused(keep(http, kept, aged(0)))
    assert stub.calls[0].body == b'{"rt":"refresh-1"}'
    assert stub.calls[0].headers["Authorization"].startswith("Sign ")


async def test_twenty_callers_one_renewal(
    client: EwelinkClient, stub: StubCloud, kept: Kept
) -> None:
    """Twenty calls whose token has expired make one renewal."""

    def renewals() -> int:
        return len(stub.calls_of(REFRESH))

    stub.plan(FAMILY, *[refusal(402)] * 20, HOMES)
    stub.plan(REFRESH, Answer(content=RENEWED.content, delay=0.1))
    results = await asyncio.gather(*(client.homes() for _ in range(20)))
    assert results == [()] * 20
    assert renewals() == 1
    assert len(kept.tokens) == 1


async def test_one_flight(http: CloudHttp, stub: StubCloud, kept: Kept) -> None:
    """Callers at the same moment share a renewal."""
    stub.plan(REFRESH, Answer(content=RENEWED.content, delay=0.05))
    keeper = keep(http, kept, aged(0))
    tokens = await asyncio.gather(*(refused(keeper) for _ in range(20)))
    assert set(tokens) == {"access-2"}
    assert len(stub.calls) == 1
    keeper.refuse("access-1", EwelinkAuthError("late", code=402))
    assert await keeper.access() == "access-2"
    assert len(stub.calls) == 1


async def test_kept_before_used(http: CloudHttp, stub: StubCloud) -> None:
    """The new pair is handed over while the old one is still the present one."""
    seen: list[tuple[Tokens, str]] = []
    stub.plan(REFRESH, RENEWED)
    keeper = keep(http, Kept(), aged(0))
    keeper.on_renewed = lambda new: seen.append((new, keeper.tokens.access))
    await refused(keeper)
    assert seen == [(keeper.tokens, "access-1")]


async def test_cancelled_caller(http: CloudHttp, stub: StubCloud, kept: Kept) -> None:
    """A renewal ends and is kept although its only caller has gone."""
    stub.plan(REFRESH, Answer(content=RENEWED.content, delay=0.1))
    keeper = keep(http, kept, aged(0))
    caller = asyncio.create_task(refused(keeper))
    await stub.until(lambda: bool(stub.calls))
    caller.cancel()
    assert await keeper.access() == "access-2"
    assert len(stub.calls) == 1
    assert len(kept.tokens) == 1


async def test_failure_without_a_caller(
    http: CloudHttp, stub: StubCloud, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    """A renewal that fails when everybody has gone is not reported by the loop."""
    stub.plan(REFRESH, Answer(content=refusal(401).content, delay=0.05))
    keeper = keep(http, kept, aged(0))
    caller = asyncio.create_task(refused(keeper))
    await stub.until(lambda: bool(stub.calls))
    caller.cancel()
    await asyncio.sleep(0.1)
    assert "never retrieved" not in caplog.text


@pytest.mark.parametrize("answer", [refusal(500), refusal(401), refusal(407)])
async def test_early_renewal_fails(
    http: CloudHttp, stub: StubCloud, kept: Kept, answer: Answer
) -> None:
    """While the old token works, a failed renewal harms nobody and is not repeated."""
    stub.plan(REFRESH, answer)
    keeper = keep(http, kept, aged(21))
    assert await keeper.access() == "access-1"
    assert await keeper.access() == "access-1"
    assert len(stub.calls_of(REFRESH)) == 1
    assert len(kept.troubles) == 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(400), EwelinkAuthError),
        (refusal(401), EwelinkReplacedError),
        (refusal(402), EwelinkAuthError),
        (refusal(405), EwelinkAuthError),
        (refusal(406), EwelinkAuthError),
        (refusal(407), EwelinkAppRefusedError),
        (refusal(10004, {"region": "us"}), EwelinkRegionError),
        (refusal(412), EwelinkQuotaError),
        (refusal(500), EwelinkConnectionError),
        (ok({}), EwelinkConnectionError),
        (ok({"at": None, "rt": 5}), EwelinkConnectionError),
    ],
)
async def test_renewal_fails(
    http: CloudHttp,
    stub: StubCloud,
    kept: Kept,
    answer: Answer,
    kind: type[EwelinkError],
) -> None:
    """What a failed renewal means: refused for good, or to be tried again later."""
    stub.plan(REFRESH, answer)
    keeper = keep(http, kept, aged(31))
    with pytest.raises(EwelinkError) as caught:
        await keeper.access()
    assert type(caught.value) is kind
    assert kept.tokens == []


async def test_both_expired(http: CloudHttp, stub: StubCloud, kept: Kept) -> None:
    """With both tokens expired nothing is asked."""
    with pytest.raises(EwelinkAuthError):
        await keep(http, kept, aged(61)).access()
    assert stub.calls == []


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
    patience = Patience(window=10, first_rest=0.1)
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
    """A new token that one call refuses too is not the reason."""
    stub.plan(FAMILY, refusal(406))
    stub.plan(REFRESH, RENEWED)
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
