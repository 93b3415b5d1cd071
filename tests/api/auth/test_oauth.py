"""The vendor's page: its signed address, the exchange, whose account it is."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from custom_components.ewelink.api.auth import oauth
from custom_components.ewelink.api.auth.oauth import exchange, likely_regions, page_url
from custom_components.ewelink.api.errors import (
    EwelinkAppIdError,
    EwelinkAuthError,
    EwelinkCodeError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
    EwelinkTimeoutError,
)
from custom_components.ewelink.api.http.cloud_http import (
    AppCredentials,
    CloudHttp,
    SignInKind,
)
from custom_components.ewelink.api.http.limiter import Limiter, Limits
from custom_components.ewelink.api.http.regions import Cloud
from custom_components.ewelink.api.http.signing import sign

from ..stub import Answer, StubCloud, ok, refusal

TOKEN = "POST /v2/user/oauth/token"
REGIONS = ("eu", "us", "as", "cn")
REDIRECT = "https://home.example/auth/external/callback"
APP = AppCredentials(app_id="ABC", app_secret="abc", kind=SignInKind.OAUTH)


def tokens(**changes: object) -> Answer:
    """Return the answer to a code that is taken."""
    now = int(time.time() * 1000)
    return ok(
        {
            "accessToken": "access-1",
            "atExpiredTime": now + 30 * 86_400_000,
            "refreshToken": "refresh-1",
            "rtExpiredTime": now + 60 * 86_400_000,
            **changes,
        }
    )


def test_signature_of_the_vendor() -> None:
    """The vendor's example comes out (docs/protocol.md, "Signing in on the page")."""
    assert sign("abc", b"ABC_123") == "v1+mfNY2ukxswM8sZOTg99srZsVnUVv9DGXeav1096M="


@pytest.mark.usefixtures("freezer")
def test_address_of_the_page() -> None:
    """The page is told all that it asks for, and nothing secret."""
    address = page_url(Cloud(), APP, redirect_url=REDIRECT, state="s+t/a=te")
    place = urlsplit(address)
    query = {key: value for key, (value,) in parse_qs(place.query).items()}
    assert f"{place.scheme}://{place.netloc}{place.path}" == (
        "https://c2ccdn.coolkit.cc/oauth/index.html"
    )
    moment = query.pop("seq")
    assert abs(int(moment) / 1000 - time.time()) < 5
    assert query.pop("authorization") == sign("abc", f"ABC_{moment}".encode())
    nonce = query.pop("nonce")
    assert len(nonce) == 8
    assert nonce.isalnum()
    assert query == {
        "state": "s+t/a=te",
        "clientId": "ABC",
        "redirectUrl": REDIRECT,
        "grantType": "authorization_code",
        "showQRCode": "false",
    }


def test_page_of_another_cloud() -> None:
    """A cloud that keeps to the wire has the page below its address."""
    cloud = Cloud("http://127.0.0.1:1")
    assert cloud.sign_in_page == "http://127.0.0.1:1/oauth/index.html"
    assert cloud.global_url == "http://127.0.0.1:1"
    assert Cloud().global_url == "https://apia.coolkit.cn"


@pytest.mark.parametrize(
    ("country", "hint", "first"),
    [
        pytest.param("DE", None, ["eu"], id="country"),
        pytest.param("DE", "us", ["us", "eu"], id="hint before country"),
        pytest.param(None, "as", ["as"], id="hint alone"),
        pytest.param("DE", "mars", ["eu"], id="odd hint"),
        pytest.param("XX", None, [], id="odd country"),
        pytest.param(None, None, [], id="nothing known"),
    ],
)
def test_likely_regions(
    country: str | None, hint: str | None, first: list[str]
) -> None:
    """The likeliest region comes first, and each region once."""
    regions = likely_regions(country, hint)
    assert list(regions[: len(first)]) == first
    assert sorted(regions) == ["as", "cn", "eu", "us"]


@pytest.mark.usefixtures("freezer")
async def test_exchange(http: CloudHttp, stub: StubCloud) -> None:
    """The code is exchanged at the likeliest region by one signed call."""
    stub.plan(TOKEN, tokens())
    pair, region = await exchange(http, "code-1", REDIRECT, REGIONS)
    (call,) = stub.calls
    assert call.region == region == "eu"
    assert call.headers["Authorization"].startswith("Sign ")
    assert (pair.access, pair.refresh) == ("access-1", "refresh-1")
    assert pair.access_expires - time.time() == pytest.approx(30 * 86_400, abs=5)
    assert pair.refresh_expires - time.time() == pytest.approx(60 * 86_400, abs=5)


@pytest.mark.usefixtures("freezer")
@pytest.mark.parametrize(
    "expired",
    [None, "soon", 0, 5, 10**17],
    ids=["none", "odd", "zero", "past", "too far"],
)
async def test_lives_are_always_known(
    http: CloudHttp, stub: StubCloud, expired: object
) -> None:
    """Where the cloud tells no sensible end, the usual lives are taken."""
    stub.plan(TOKEN, tokens(atExpiredTime=expired, rtExpiredTime=expired))
    pair, _ = await exchange(http, "code-1", REDIRECT, REGIONS)
    assert pair.access_expires - time.time() == pytest.approx(30 * 86_400, abs=5)
    assert pair.refresh_expires - time.time() == pytest.approx(60 * 86_400, abs=5)


@pytest.mark.parametrize("code", [400, 405, 10004])
async def test_wrong_regions_are_passed(
    http: CloudHttp, stub: StubCloud, code: int
) -> None:
    """A region that does not know the code is followed by the next, each asked once."""
    stub.plan(TOKEN, refusal(code), refusal(code), tokens())
    _, region = await exchange(http, "code-1", REDIRECT, REGIONS)
    assert region == "as"
    assert [call.region for call in stub.calls] == ["eu", "us", "as"]


async def test_named_region_is_asked_next(http: CloudHttp, stub: StubCloud) -> None:
    """A region that the cloud names is believed."""
    stub.plan(TOKEN, refusal(10004, {"region": "cn"}), tokens())
    _, region = await exchange(http, "code-1", REDIRECT, REGIONS)
    assert region == "cn"
    assert [call.region for call in stub.calls] == ["eu", "cn"]


async def test_named_region_that_was_asked(http: CloudHttp, stub: StubCloud) -> None:
    """Two regions that name each other are not asked for ever."""
    stub.plan(
        TOKEN,
        refusal(10004, {"region": "us"}),
        refusal(10004, {"region": "eu"}),
    )
    with pytest.raises(EwelinkCodeError):
        await exchange(http, "code-1", REDIRECT, REGIONS)
    assert [call.region for call in stub.calls] == ["eu", "us"]


@pytest.mark.parametrize("code", [400, 405])
async def test_stale_code(http: CloudHttp, stub: StubCloud, code: int) -> None:
    """A code that no region takes is told as such, after one call each."""
    stub.plan(TOKEN, refusal(code))
    with pytest.raises(EwelinkCodeError):
        await exchange(http, "code-1", REDIRECT, REGIONS)
    assert [call.region for call in stub.calls] == list(REGIONS)


async def test_region_that_is_down(http: CloudHttp, stub: StubCloud) -> None:
    """A region that does not answer keeps nobody from the right one."""
    stub.plan(TOKEN, Answer(content=b"", status=502), tokens())
    _, region = await exchange(http, "code-1", REDIRECT, REGIONS)
    assert region == "us"


async def test_region_that_might_be_right_is_down(
    http: CloudHttp, stub: StubCloud
) -> None:
    """Where one could not be asked, the code may be good: the network is to blame."""
    stub.plan(TOKEN, Answer(content=b"", status=502), refusal(405))
    with pytest.raises(EwelinkConnectionError):
        await exchange(http, "code-1", REDIRECT, REGIONS)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(407), EwelinkAppIdError),
        (refusal(412), EwelinkQuotaError),
        (refusal(401), EwelinkAuthError),
        (refusal(777), EwelinkError),
    ],
)
async def test_refusal_ends_the_search(
    http: CloudHttp, stub: StubCloud, answer: Answer, kind: type[EwelinkError]
) -> None:
    """What no other region would answer otherwise is told at once."""
    stub.plan(TOKEN, answer)
    with pytest.raises(kind):
        await exchange(http, "code-1", REDIRECT, REGIONS)
    assert len(stub.calls) == 1


@pytest.mark.parametrize("gap", ["accessToken", "refreshToken"])
async def test_answer_without_tokens(
    http: CloudHttp, stub: StubCloud, gap: str
) -> None:
    """An answer that misses a token is no success."""
    stub.plan(TOKEN, tokens(**{gap: None}))
    with pytest.raises(EwelinkConnectionError):
        await exchange(http, "code-1", REDIRECT, ["eu"])


async def test_exchange_ends_in_time(
    http: CloudHttp, stub: StubCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code is given up when it cannot be good any more."""
    monkeypatch.setattr(oauth, "_EXCHANGE_SECONDS", 0.2)
    stub.plan(TOKEN, Answer(content={}, delay=0.15))
    with pytest.raises(EwelinkTimeoutError):
        await exchange(http, "code-1", REDIRECT, REGIONS)
    assert len(stub.calls) < 4


async def test_all_calls_of_the_page_kind_keep_apart(
    http: CloudHttp, stub: StubCloud
) -> None:
    """With an APPID of the page, calls of different interfaces keep the pace too."""
    http.limiter = Limiter(Limits(spacing=0.2))
    http.app = APP
    await http.dispatch("eu", "token")
    await http.get_region("eu", "+49")
    first, second = stub.calls
    assert second.at - first.at >= 0.19
