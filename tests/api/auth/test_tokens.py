"""Tokens are renewed in time, once, and kept before they are used."""

import asyncio
import time

import pytest

from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAppRefusedError,
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkRegionError,
    EwelinkReplacedError,
)
from custom_components.ewelink.api.http.cloud_http import CloudHttp

from ..conftest import Kept
from ..stub import Answer, StubCloud, ok, refusal
from .keeping import aged, keep, refused

TOKEN = "POST /v2/user/oauth/token"
REFRESH = "POST /v2/user/refresh"
FAMILY = "GET /v2/family"
GET_REGION = "GET /v2/utils/get-region"
RENEWED = ok({"at": "access-2", "rt": "refresh-2"})
HOMES = ok({"familyList": []})


def test_stored_and_read() -> None:
    """Tokens survive being stored, and are not shown."""
    tokens = aged(3)
    assert Tokens.from_dict(tokens.to_dict()) == tokens
    assert "access-1" not in repr(tokens)
    assert "refresh-1" not in repr(tokens)
    older = tokens.to_dict()
    del older["issued"]
    assert Tokens.from_dict(older).issued == pytest.approx(tokens.issued)


@pytest.mark.usefixtures("freezer")
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
    """The new pair is stored, then the present one, then told."""
    seen: list[tuple[str, Tokens, str]] = []
    stub.plan(REFRESH, RENEWED)
    keeper = keep(http, Kept(), aged(0))

    async def save(new: Tokens) -> None:
        await asyncio.sleep(0)
        seen.append(("stored", new, keeper.tokens.access))

    keeper.save = save
    keeper.on_renewed = lambda new: seen.append(("told", new, keeper.tokens.access))
    await refused(keeper)
    new = keeper.tokens
    assert seen == [("stored", new, "access-1"), ("told", new, "access-2")]


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
    """Whether both tokens have expired the cloud knows; our clock may be wrong."""
    stub.plan(REFRESH, RENEWED)
    assert await keep(http, kept, aged(61)).access() == "access-2"

    stub.plan(REFRESH, refusal(402))
    keeper = keep(http, kept, aged(61))
    with pytest.raises(EwelinkAuthError):
        await keeper.access()
    assert len(stub.calls) == 2
