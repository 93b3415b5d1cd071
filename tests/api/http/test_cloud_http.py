"""Sending, signing and reading of calls."""

from unittest.mock import patch

import aiohttp
import pytest

from custom_components.ewelink.api.errors import (
    EwelinkAppIdError,
    EwelinkAuthError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkRegionError,
    EwelinkReplacedError,
    EwelinkResponseError,
    EwelinkTimeoutError,
    EwelinkUnknownUserError,
    EwelinkWrongPasswordError,
)
from custom_components.ewelink.api.http.cloud_http import (
    AppCredentials,
    Call,
    CloudHttp,
)
from custom_components.ewelink.api.http.limiter import Limiter, Turn
from custom_components.ewelink.api.http.regions import Cloud
from custom_components.ewelink.api.http.signing import sign
from custom_components.ewelink.api.wire import Params

from ..conftest import APP
from ..stub import Answer, StubCloud, ok, refusal

GET = Call(method="GET", path="/v2/x", region="eu", token="the-token")


async def test_call_with_token(http: CloudHttp, stub: StubCloud) -> None:
    """A call carries the token, the APPID and a nonce, and gives the data."""
    stub.plan("GET /v2/x", ok({"a": 1}))
    call = Call(
        method="GET", path="/v2/x", region="us", query={"q": "a|b"}, token="the-token"
    )
    assert await http.call(call) == {"a": 1}
    (arrived,) = stub.calls
    assert arrived.region == "us"
    assert arrived.query == {"q": "a|b"}
    assert arrived.headers["Authorization"] == "Bearer the-token"
    assert arrived.headers["X-CK-Appid"] == "app"
    assert len(arrived.headers["X-CK-Nonce"]) == 8


async def test_signed_body(http: CloudHttp, stub: StubCloud) -> None:
    """The signature is over the very bytes of the body."""
    body: Params = {"email": "ä@b", "password": "x"}
    await http.call(Call(method="POST", path="/v2/x", region="eu", body=body))
    (arrived,) = stub.calls
    signature = sign("secret-of-app", arrived.body)
    assert arrived.headers["Authorization"] == f"Sign {signature}"
    assert arrived.headers["Content-Type"] == "application/json"


async def test_signed_query(http: CloudHttp, stub: StubCloud) -> None:
    """The signature of a query is over its decoded parameters."""
    query = {"countryCode": "+86", "a": "b"}
    await http.call(Call(method="GET", path="/v2/x", region="eu", query=query))
    (arrived,) = stub.calls
    signature = sign("secret-of-app", b"a=b&countryCode=+86")
    assert arrived.headers["Authorization"] == f"Sign {signature}"


@pytest.mark.parametrize("content", [{"error": 0}, {"error": "0", "data": None}])
async def test_no_data(http: CloudHttp, stub: StubCloud, content: object) -> None:
    """An answer without data is empty."""
    stub.plan("GET /v2/x", Answer(content=content))
    assert await http.call(GET) == {}


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (refusal(400), EwelinkResponseError, 400),
        (refusal(401), EwelinkReplacedError, 401),
        (refusal(402), EwelinkAuthError, 402),
        (refusal(403), EwelinkResponseError, 403),
        (refusal(405), EwelinkResponseError, 405),
        (refusal(406), EwelinkReplacedError, 406),
        (refusal(407), EwelinkAppIdError, 407),
        (refusal(412), EwelinkQuotaError, 412),
        (refusal(500), EwelinkConnectionError, 500),
        (refusal(10001), EwelinkWrongPasswordError, 10001),
        (refusal(10003), EwelinkUnknownUserError, 10003),
        (refusal(10004), EwelinkRegionError, 10004),
        (refusal(10014), EwelinkWrongPasswordError, 10014),
        (refusal(30018), EwelinkResponseError, 30018),
        (Answer(content={"error": 403}, status=403), EwelinkQuotaError, 403),
        (Answer(content={"error": "1", "msg": ""}, status=403), EwelinkQuotaError, 403),
        (Answer(content=b"<html>", status=403), EwelinkConnectionError, 403),
        (Answer(content=b"", status=403), EwelinkConnectionError, 403),
        (Answer(content=[403], status=403), EwelinkConnectionError, 403),
        (
            Answer(content={"message": "Forbidden"}, status=403),
            EwelinkConnectionError,
            403,
        ),
        (Answer(content=b"<html>", status=500), EwelinkConnectionError, 500),
        (Answer(content=b"{}", status=502), EwelinkConnectionError, 502),
        (Answer(content=b"", status=401), EwelinkReplacedError, 401),
        (Answer(content=b"", status=404), EwelinkConnectionError, 404),
        (Answer(content=b"", status=302), EwelinkConnectionError, 302),
        (Answer(content={"error": 405}, status=400), EwelinkResponseError, 405),
        (Answer(content=b"<html>"), EwelinkConnectionError, None),
        (Answer(content=b""), EwelinkConnectionError, None),
        (Answer(content=[1]), EwelinkConnectionError, None),
        (Answer(content={"data": {}}), EwelinkConnectionError, None),
        (Answer(content={"error": None}), EwelinkConnectionError, None),
        (Answer(content=b"\xff\xfe"), EwelinkConnectionError, None),
    ],
)
async def test_refusal(
    http: CloudHttp,
    stub: StubCloud,
    answer: Answer,
    kind: type[EwelinkError],
    code: int | None,
) -> None:
    """Each kind of refusal is its own exception."""
    stub.plan("GET /v2/x", answer)
    with pytest.raises(EwelinkError) as caught:
        await http.call(GET)
    assert type(caught.value) is kind
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "region"),
    [({"region": "us"}, "us"), ({"region": "mars"}, None), ({}, None)],
)
async def test_other_region(
    http: CloudHttp, stub: StubCloud, data: dict[str, str], region: str | None
) -> None:
    """The region that the cloud names is kept, if there is such a one."""
    stub.plan("GET /v2/x", refusal(10004, data))
    with pytest.raises(EwelinkRegionError) as caught:
        await http.call(GET)
    assert caught.value.region == region


async def test_no_answer(http: CloudHttp, stub: StubCloud) -> None:
    """A call that is not answered in time raises."""
    http.timeout = 0.05
    stub.plan("GET /v2/x", Answer(content={}, delay=0.2))
    with pytest.raises(EwelinkTimeoutError):
        await http.call(GET)


async def test_no_cloud(http: CloudHttp, stub: StubCloud) -> None:
    """A cloud that is not there raises, and the error names no address."""
    await stub.stop()
    with pytest.raises(EwelinkConnectionError) as caught:
        await http.call(GET)
    assert "127.0.0.1" not in str(caught.value)


async def test_address_that_cannot_be(session: aiohttp.ClientSession) -> None:
    """An address that cannot be is a cloud that cannot be reached."""
    app = AppCredentials(app_id="a", app_secret="b")
    http = CloudHttp(session, Cloud("http://"), Limiter(), app)
    with pytest.raises(EwelinkConnectionError):
        await http.call(GET)


async def test_calls_are_counted_and_spaced(
    session: aiohttp.ClientSession, stub: StubCloud
) -> None:
    """Two calls of one interface arrive half a second apart."""
    limiter = Limiter()
    app = AppCredentials(app_id="a", app_secret="b")
    http = CloudHttp(session, Cloud(stub.base_url), limiter, app)
    await http.call(GET)
    await http.call(GET)
    assert stub.calls[1].at - stub.calls[0].at >= 0.5
    assert limiter.counter.counts == {("a", "eu"): 2}


async def test_spacing_counts_from_what_left(
    session: aiohttp.ClientSession, stub: StubCloud
) -> None:
    """A call tells its turn when it leaves, which a new connection puts off."""
    limiter = Limiter()
    http = CloudHttp(session, Cloud(stub.base_url), limiter, APP)
    with patch.object(Turn, "sent", autospec=True, side_effect=Turn.sent) as sent:
        await http.call(GET)
    assert sent.call_count == 2


def test_nothing_secret_is_shown() -> None:
    """Representations hold neither secrets nor tokens nor bodies."""
    app = AppCredentials(app_id="a", app_secret="hidden-secret")
    call = Call(
        method="POST",
        path="/v2/x",
        region="eu",
        body={"password": "hidden-password"},
        query={"id": "hidden-id"},
        token="hidden-token",
    )
    assert "hidden" not in repr(app) + repr(call)
