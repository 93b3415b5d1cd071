"""A keeper outlives its clients, sign-ins and renewals that cross each other."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkContestedError,
    EwelinkResponseError,
)
from custom_components.ewelink.api.http.cloud_http import CloudHttp

from ..conftest import Kept
from ..stub import StubCloud, ok, refusal
from .keeping import FAMILY, HOMES, REFRESH, RENEWED, aged, keep, refused

ROOMS = "GET /v2/family/room"
TAGS = "POST /v2/device/tags"


async def test_sign_in_during_a_renewal(
    http: CloudHttp, stub: StubCloud, kept: Kept
) -> None:
    """The pair of a new sign-in is not replaced by what was asked before it."""
    stub.plan(REFRESH, RENEWED)
    keeper = keep(http, kept, aged(31))
    asking = asyncio.create_task(keeper.access())
    await asyncio.sleep(0)
    new = Tokens.issue("signed-in", "again").following(keeper.tokens)
    keeper.adopt(new)
    assert await asking == "signed-in"
    await keeper.settle()
    assert keeper.tokens == new
    assert kept.tokens == []


async def test_refused_renewal_after_a_sign_in(
    http: CloudHttp, stub: StubCloud, kept: Kept
) -> None:
    """Nobody is told that a pair is dead which nobody holds any more."""
    stub.plan(REFRESH, refusal(401))
    keeper = keep(http, kept, aged(31))
    asking = asyncio.create_task(keeper.access())
    await asyncio.sleep(0)
    keeper.adopt(Tokens.issue("signed-in", "again"))
    assert await asking == "signed-in"
    assert await keeper.access() == "signed-in"


async def test_refusal_that_passes(
    http: CloudHttp, stub: StubCloud, kept: Kept
) -> None:
    """Whoever calls later asks once more."""
    stub.plan(REFRESH, refusal(401), RENEWED)
    keeper = keep(http, kept, aged(0))
    with pytest.raises(EwelinkAuthError):
        await refused(keeper, 401)
    assert await keeper.access() == "access-2"


async def test_early_renewal_that_is_refused(
    http: CloudHttp, stub: StubCloud, kept: Kept
) -> None:
    """The old token goes on as long as it works, and nobody has to sign in."""
    stub.plan(REFRESH, refusal(401))
    keeper = keep(http, kept, aged(25))
    assert await keeper.access() == "access-1"
    assert await keeper.access() == "access-1"
    assert len(kept.troubles) == 1


async def test_store_that_fails(http: CloudHttp, stub: StubCloud, kept: Kept) -> None:
    """The cloud has replaced the pair, so the new one is used all the same."""

    async def save(_: Tokens) -> None:
        raise OSError

    stub.plan(REFRESH, RENEWED)
    keeper = keep(http, kept, aged(31))
    keeper.save = save
    with pytest.raises(OSError):  # noqa: PT011 - it has no text
        await keeper.access()
    assert await keeper.access() == "access-2"
    assert len(stub.calls) == 1


async def test_clock_that_is_set_back(
    http: CloudHttp, stub: StubCloud, kept: Kept, freezer: FrozenDateTimeFactory
) -> None:
    """The pair that came last is the newer one, whatever the clock says."""
    stub.plan(REFRESH, RENEWED)
    old = aged(-61)
    keeper = keep(http, kept, old)
    await refused(keeper)
    assert keeper.tokens.access_expires < old.access_expires
    assert keeper.tokens.is_newer_than(old)
    assert Tokens.from_dict(keeper.tokens.to_dict()) == keeper.tokens


async def test_several_forbidden_calls(
    client: EwelinkClient, stub: StubCloud, kept: Kept
) -> None:
    """What is not permitted is so for that call alone, however many there are."""
    stub.plan(FAMILY, HOMES)
    for number, asked in enumerate((ROOMS, TAGS, "GET /v2/device/group"), 2):
        pair = ok({"at": f"access-{number}", "rt": f"refresh-{number}"})
        stub.plan(REFRESH, pair)
        stub.plan(asked, refusal(406))
        method, path = asked.split()
        for _ in range(2):
            with pytest.raises(EwelinkResponseError) as caught:
                await client.call(method, path)
            assert caught.value.code == 406
        assert await client.homes() == ()
    assert not client.contention.is_likely


async def test_forbidden_call_whose_renewal_fails(
    client: EwelinkClient, stub: StubCloud
) -> None:
    """A call that may not be made is no loss of the session, whatever comes between."""
    stub.plan(ROOMS, refusal(406))
    stub.plan(REFRESH, refusal(500), RENEWED)
    with pytest.raises(EwelinkConnectionError):
        await client.call("GET", "/v2/family/room")
    for _ in range(2):
        with pytest.raises(EwelinkResponseError):
            await client.call("GET", "/v2/family/room")
    assert not client.contention.is_likely


async def test_session_that_is_taken_with_406(
    client: EwelinkClient, stub: StubCloud
) -> None:
    """A session that is really taken twice is still given way to."""
    for number in (2, 3):
        pair = ok({"at": f"access-{number}", "rt": f"refresh-{number}"})
        stub.plan(REFRESH, pair)
        stub.plan(FAMILY, refusal(406), HOMES)
        assert await client.homes() == ()
        assert client.contention.is_likely
    with pytest.raises(EwelinkContestedError):
        client.contention.check()


async def test_refusal_of_a_pair_that_was_replaced(
    client: EwelinkClient, stub: StubCloud
) -> None:
    """Nobody is asked to sign in for a session that nobody holds any more."""
    stub.plan(FAMILY, refusal(402), refusal(401))
    stub.plan(REFRESH, RENEWED)
    asking = asyncio.create_task(client.homes())
    await stub.until(lambda: len(stub.calls) == 3)
    client.keeper.adopt(Tokens.issue("signed-in", "again"))
    with pytest.raises(EwelinkConnectionError, match="meanwhile"):
        await asking
