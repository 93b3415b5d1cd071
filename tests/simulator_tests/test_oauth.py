"""The sign-in page, its codes, and what an APPID of its kind may call."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from aiohttp import ClientSession
import pytest

from tests.simulator import Simulator
from tests.simulator.accounts import EUROPEAN, OAUTH_APP_ID
from tests.simulator.canaries import CODE_PREFIX, OAUTH_APP_SECRET
from tests.simulator.wire import sign

from .client import NONCE, Client, Json
from .conftest import Clock

REDIRECT = "http://127.0.0.1:8123/auth/external/callback"
TOKEN = "/v2/user/oauth/token"


@pytest.fixture
async def visitor(
    simulator: Simulator, session: ClientSession
) -> AsyncIterator[Client]:
    """Return a client with an APPID of the page's kind."""
    made = Client(simulator, session)
    made.app_id, made.app_secret = OAUTH_APP_ID, OAUTH_APP_SECRET
    yield made
    await made.close()


def address(clock: Clock, **changes: str | None) -> str:
    """Return the path that opens the page; parameters may be changed or left out."""
    moment = changes.get("seq") or str(int(clock.now * 1000))
    query = {
        "clientId": OAUTH_APP_ID,
        "seq": moment,
        "authorization": sign(OAUTH_APP_SECRET, f"{OAUTH_APP_ID}_{moment}".encode()),
        "redirectUrl": REDIRECT,
        "grantType": "authorization_code",
        "state": "state-1",
        "nonce": NONCE,
        "showQRCode": "false",
        **changes,
    }
    kept = {key: value for key, value in query.items() if value is not None}
    return f"/oauth/index.html?{urlencode(kept)}"


async def decide(
    client: Client, path: str, do: str = "sign_in", **typed: str
) -> tuple[int, str]:
    """Press a button; return the status, and where it leads or what the page says."""
    account = client.account
    form = {"user": account.username, "password": account.password, "do": do}
    form |= typed
    url = client.simulator.base_url + path
    async with client.session.post(url, data=form, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location") or await answer.text()


async def code_of(client: Client, clock: Clock, **changes: str) -> str:
    """Sign in on the page; return the code."""
    _, location = await decide(client, address(clock, **changes))
    return parse_qs(urlsplit(location).query)["code"][0]


async def exchange(client: Client, code: str, **changes: Any) -> Json:
    """Exchange a code."""
    body = {"code": code, "redirectUrl": REDIRECT, "grantType": "authorization_code"}
    return await client.signed(TOKEN, {**body, **changes})


async def test_page(visitor: Client, clock: Clock) -> None:
    """The page names the application, and asks for user and password."""
    url = visitor.simulator.base_url + address(clock)
    async with visitor.session.get(url) as answer:
        text = await answer.text()
    assert answer.status == 200
    assert OAUTH_APP_ID in text
    assert 'name="user"' in text
    assert 'name="password"' in text


async def test_sign_in(visitor: Client, clock: Clock) -> None:
    """The browser is sent back with code, region and state."""
    status, location = await decide(visitor, address(clock))
    assert status == 302
    assert location.startswith(f"{REDIRECT}?")
    query = parse_qs(urlsplit(location).query)
    assert query.pop("code")[0].startswith(CODE_PREFIX)
    assert query == {"region": ["as"], "state": ["state-1"]}


async def test_refusal(visitor: Client, clock: Clock) -> None:
    """A user can say no."""
    _, location = await decide(visitor, address(clock), "refuse")
    query = parse_qs(urlsplit(location).query)
    assert query == {"error": ["access_denied"], "state": ["state-1"]}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"password": "wrong"}, "Wrong password."),
        ({"user": "nobody@example.com"}, "No such account."),
        ({"user": ""}, "No such account."),
    ],
)
async def test_mistyped(
    visitor: Client, clock: Clock, typed: dict[str, str], told: str
) -> None:
    """The page tells what is wrong, and can be filled in again."""
    status, text = await decide(visitor, address(clock), **typed)
    assert status == 200
    assert told in text


@pytest.mark.parametrize(
    "changes",
    [
        *({name: None} for name in ("clientId", "seq", "authorization", "state")),
        *({name: None} for name in ("redirectUrl", "grantType", "nonce")),
        {"clientId": "unknown"},
        {"authorization": "wrong"},
        {"seq": "1764000000000x"},
        {"seq": "1700000000000"},
        {"nonce": "short"},
        {"grantType": "password"},
    ],
)
async def test_wrong_address(
    visitor: Client, clock: Clock, changes: dict[str, str | None]
) -> None:
    """What is wrong with the address is told on the page, never by a redirect."""
    path = address(clock, **changes)
    async with visitor.session.get(visitor.simulator.base_url + path) as answer:
        assert answer.status == 400
    status, _ = await decide(visitor, path)
    assert status == 400


async def test_unregistered_redirect(visitor: Client, clock: Clock) -> None:
    """The address that was registered is taken, no other."""
    visitor.simulator.register_redirects(OAUTH_APP_ID, ["https://other.example"])
    status, text = await decide(visitor, address(clock))
    assert status == 400
    assert "redirect address" in text
    visitor.simulator.register_redirects(OAUTH_APP_ID, [REDIRECT])
    status, _ = await decide(visitor, address(clock))
    assert status == 302


async def test_plus_that_became_a_blank(visitor: Client, clock: Clock) -> None:
    """A signature whose plus signs were not encoded is taken."""
    for _ in range(20):
        clock.now += 1
        path = address(clock)
        if "%2B" in path:
            break
    status, _ = await decide(visitor, path.replace("%2B", "+"))
    assert status == 302


async def test_exchange(visitor: Client, clock: Clock) -> None:
    """A code is exchanged for tokens that work, and for no account key."""
    answer = await exchange(visitor, await code_of(visitor, clock))
    data = answer["data"]
    assert data.keys() == {
        "accessToken",
        "atExpiredTime",
        "refreshToken",
        "rtExpiredTime",
    }
    assert data["atExpiredTime"] == int((clock.now + 30 * 86400) * 1000)
    assert data["rtExpiredTime"] == int((clock.now + 60 * 86400) * 1000)
    visitor.access = data["accessToken"]
    assert (await visitor.call("GET", "/v2/family"))["error"] == 0
    await visitor.online()
    answer = await visitor.signed("/v2/user/refresh", {"rt": data["refreshToken"]})
    assert answer["error"] == 0


async def test_code_is_good_once(visitor: Client, clock: Clock) -> None:
    """A code that was spent is invalid."""
    code = await code_of(visitor, clock)
    assert (await exchange(visitor, code))["error"] == 0
    assert (await exchange(visitor, code))["error"] == 405


async def test_code_lives_30_seconds(visitor: Client, clock: Clock) -> None:
    """A code that is older is invalid."""
    young, old = await code_of(visitor, clock), await code_of(visitor, clock)
    clock.now += 29.9
    assert (await exchange(visitor, young))["error"] == 0
    clock.now += 0.2
    assert (await exchange(visitor, old))["error"] == 405


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": "unknown"}, 405),
        ({"redirectUrl": "https://other.example"}, 405),
        ({"grantType": "other"}, 400),
        ({"code": ""}, 400),
    ],
)
async def test_wrong_exchange(
    visitor: Client, clock: Clock, changes: dict[str, str], error: int
) -> None:
    """A code belongs to the address it was given to."""
    code = await code_of(visitor, clock)
    assert (await exchange(visitor, **{"code": code, **changes}))["error"] == error


@pytest.mark.parametrize("answer", ["405", "400", "10004"])
async def test_wrong_region(visitor: Client, clock: Clock, answer: str) -> None:
    """Another region does not know the code; the right one still takes it then."""
    visitor.simulator.answer_wrong_region(answer)
    code = await code_of(visitor, clock)
    visitor.region = "eu"
    refused = await exchange(visitor, code)
    assert refused["error"] == int(answer)
    assert refused["data"] == ({"region": "as"} if answer == "10004" else {})
    visitor.region = "as"
    assert (await exchange(visitor, code))["error"] == 0


async def test_account_of_another_region(
    visitor: Client, simulator: Simulator, clock: Clock
) -> None:
    """The page serves accounts of all regions."""
    account = simulator.world.account(EUROPEAN)
    assert account is not None
    visitor.account = account
    _, location = await decide(visitor, address(clock))
    assert parse_qs(urlsplit(location).query)["region"] == ["eu"]


async def test_unbind(visitor: Client, clock: Clock) -> None:
    """The sign-in ends, and with it the session."""
    answer = await exchange(visitor, await code_of(visitor, clock))
    visitor.access = answer["data"]["accessToken"]
    socket = await visitor.online()
    assert (await visitor.call("DELETE", TOKEN))["error"] == 0
    assert (await socket.receive())["error"] == 406
    assert (await visitor.call("GET", "/v2/family"))["error"] == 401
    refresh = answer["data"]["refreshToken"]
    answer = await visitor.signed("/v2/user/refresh", {"rt": refresh})
    assert answer["error"] == 401


async def test_app_of_the_page_may_call_little(visitor: Client, clock: Clock) -> None:
    """What is not on the list of the page's interfaces is answered with 407."""
    assert (await visitor.login())["error"] == 407
    for path in ("/v2/user/verification-code", "/v2/user/register"):
        assert (await visitor.signed(path, {}))["error"] == 407, path
    answer = await exchange(visitor, await code_of(visitor, clock))
    visitor.access = answer["data"]["accessToken"]
    for method, path, body in (
        ("GET", "/v2/user/profile", None),
        ("DELETE", "/v2/user/logout", None),
        ("POST", "/v2/device/tags", {"deviceid": "any"}),
        ("POST", "/v2/user/change-pwd", {}),
        ("POST", "/v2/device/share", {}),
        ("POST", "/v2/device/add-gsm", {}),
        ("POST", "/v2/family/room/thing", {}),
        ("POST", "/v2/family/room/index", {}),
        ("POST", "/v2/family/thing/sort", {}),
        ("POST", "/v2/device/ota/query", {}),
    ):
        assert (await visitor.call(method, path, body))["error"] == 407, path
    assert (await visitor.call("GET", "/v2/device/thing"))["error"] == 0


async def test_all_calls_of_the_page_kind_keep_apart(
    visitor: Client, clock: Clock
) -> None:
    """Two interfaces within 500 ms break the rule for an APPID of the page's kind."""
    answer = await exchange(visitor, await code_of(visitor, clock))
    visitor.access = answer["data"]["accessToken"]
    assert visitor.simulator.violations == []
    await visitor.call("GET", "/v2/family")
    assert [it.rule for it in visitor.simulator.violations] == ["spacing"]


async def test_my(visitor: Client) -> None:
    """My's redirect leads to the Home Assistant of the user, with all it was given."""
    visitor.simulator.stand_in_for_my("http://127.0.0.1:8123")
    url = f"{visitor.simulator.base_url}/redirect/oauth?code=c&region=eu&state=s"
    async with visitor.session.get(url, allow_redirects=False) as answer:
        location = answer.headers["Location"]
    assert location == f"{REDIRECT}?code=c&region=eu&state=s"
