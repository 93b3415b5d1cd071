"""Signing in with a password."""

import orjson
import pytest

from custom_components.ewelink.api.auth.password import SignIn, sign_in
from custom_components.ewelink.api.errors import (
    EwelinkAppIdError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkRegionError,
    EwelinkSignatureError,
    EwelinkUnknownUserError,
    EwelinkWrongPasswordError,
)
from custom_components.ewelink.api.http.cloud_http import CloudHttp

from ..stub import Answer, StubCloud, ok, refusal

LOGIN = "POST /v2/user/login"
USER = {"apikey": "me", "email": "hidden@example.org"}
DONE = ok({"user": USER, "at": "access", "rt": "refresh", "region": "eu"})


async def enter(
    http: CloudHttp, username: str = "me@example.org", country: str = "DE"
) -> SignIn:
    """Sign in."""
    return await sign_in(http, username=username, password="word", country=country)


async def test_sign_in(http: CloudHttp, stub: StubCloud) -> None:
    """Account, tokens and region are given; nothing of them is shown."""
    stub.plan(LOGIN, DONE)
    result = await enter(http)
    assert result.account.apikey == "me"
    assert (result.tokens.access, result.tokens.refresh) == ("access", "refresh")
    assert result.region == result.account.region == "eu"
    assert "refresh=" not in repr(result)
    assert orjson.loads(stub.calls[0].body) == {
        "email": "me@example.org",
        "password": "word",
        "countryCode": "+49",
        "lang": "en",
    }


@pytest.mark.parametrize(
    ("username", "country", "expected"),
    [
        (" me@example.org ", "DE", {"email": "me@example.org"}),
        ("1234@5678", "DE", {"email": "1234@5678"}),
        ("not-a-phone", "DE", {"email": "not-a-phone"}),
        ("170 1234-567", "DE", {"phoneNumber": "+491701234567"}),
        ("+44 20 7946 0000", "DE", {"phoneNumber": "+442079460000"}),
        ("13800138000", "CN", {"phoneNumber": "+8613800138000"}),
    ],
)
async def test_user_name(
    http: CloudHttp,
    stub: StubCloud,
    username: str,
    country: str,
    expected: dict[str, str],
) -> None:
    """E-mail and phone are told apart; a phone gets its country's dial code."""
    stub.plan(LOGIN, DONE)
    await enter(http, username, country)
    body = orjson.loads(stub.calls[0].body)
    user = {key: body[key] for key in ("email", "phoneNumber") if key in body}
    assert user == expected


async def test_region_is_followed(http: CloudHttp, stub: StubCloud) -> None:
    """The region that the cloud names is asked next, and kept."""
    named = ok({"user": USER, "at": "a", "rt": "r"})
    stub.plan(LOGIN, refusal(10004, {"region": "us"}), named)
    result = await enter(http)
    assert [call.region for call in stub.calls] == ["eu", "us"]
    assert result.region == "us"


async def test_region_is_followed_once(http: CloudHttp, stub: StubCloud) -> None:
    """Regions that point at each other are not followed for ever."""
    stub.plan(
        LOGIN,
        refusal(10004, {"region": "us"}),
        refusal(10004, {"region": "as"}),
    )
    with pytest.raises(EwelinkRegionError):
        await enter(http)
    assert len(stub.calls) == 2


async def test_unknown_user_is_sought(http: CloudHttp, stub: StubCloud) -> None:
    """A user that one region does not know is sought once in each other one."""
    stub.plan(LOGIN, refusal(10003), refusal(400), refusal(10003), DONE)
    await enter(http)
    regions = [call.region for call in stub.calls]
    assert regions[0] == "eu"
    assert sorted(regions) == ["as", "cn", "eu", "us"]


async def test_unknown_user(http: CloudHttp, stub: StubCloud) -> None:
    """A user that no region knows is unknown, whatever else a region said."""
    broken = Answer(content=b"", status=502)
    stub.plan(LOGIN, refusal(10003), broken, refusal(407), refusal(10003))
    with pytest.raises(EwelinkUnknownUserError):
        await enter(http)
    assert len(stub.calls) == 4


async def test_password_is_wrong_elsewhere(http: CloudHttp, stub: StubCloud) -> None:
    """A region that knows the user ends the search."""
    stub.plan(LOGIN, refusal(10003), refusal(10001))
    with pytest.raises(EwelinkWrongPasswordError):
        await enter(http)
    assert len(stub.calls) == 2


async def test_search_is_redirected(http: CloudHttp, stub: StubCloud) -> None:
    """A region named during the search is the last one asked."""
    stub.plan(LOGIN, refusal(10003), refusal(10004, {"region": "us"}), DONE)
    result = await enter(http)
    assert [call.region for call in stub.calls] == ["eu", "cn", "us"]
    assert result.region == "eu"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(10001), EwelinkWrongPasswordError),
        (refusal(10014), EwelinkWrongPasswordError),
        (refusal(407), EwelinkAppIdError),
        (refusal(412), EwelinkQuotaError),
        (refusal(400), EwelinkSignatureError),
        (refusal(406), EwelinkSignatureError),
        (refusal(500), EwelinkConnectionError),
        (refusal(10004, {"region": "eu"}), EwelinkRegionError),
        (refusal(10004), EwelinkRegionError),
        (Answer(content={"error": 403}, status=403), EwelinkQuotaError),
        (Answer(content=b"<html>", status=403), EwelinkConnectionError),
        (Answer(content=b"<html>"), EwelinkConnectionError),
        (ok({}), EwelinkConnectionError),
        (ok({"user": USER}), EwelinkConnectionError),
        (ok({"user": USER, "at": "a"}), EwelinkConnectionError),
        (ok({"user": None, "at": "a", "rt": "r"}), EwelinkConnectionError),
    ],
)
async def test_refusal(
    http: CloudHttp, stub: StubCloud, answer: Answer, kind: type[EwelinkError]
) -> None:
    """Each refusal is told at once and nothing is asked again."""
    stub.plan(LOGIN, answer)
    with pytest.raises(EwelinkError) as caught:
        await enter(http)
    assert type(caught.value) is kind
    assert len(stub.calls) == 1
