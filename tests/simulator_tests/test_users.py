"""Signing in, redirection, tokens."""

import pytest

from tests.simulator import Simulator
from tests.simulator.tokens import ACCESS_LIFE, REFRESH_LIFE

from .client import Client
from .conftest import Clock


async def test_login(stranger: Client) -> None:
    """The answer carries user, tokens and region."""
    answer = await stranger.login()
    assert answer["msg"] == ""
    assert set(answer["data"]) == {"user", "at", "rt", "region"}
    assert answer["data"]["user"]["apikey"] == stranger.account.apikey
    assert answer["data"]["region"] == "as"


async def test_login_by_phone(stranger: Client) -> None:
    """The phone number wins over an e-mail."""
    answer = await stranger.login(
        phoneNumber=stranger.account.phone, email="nobody@example.com"
    )
    assert answer["error"] == 0


async def test_email_ignores_case(stranger: Client) -> None:
    """E-mails are case-insensitive."""
    answer = await stranger.login(email=stranger.account.username.upper())
    assert answer["error"] == 0


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"password": "wrong"}, 10001, id="password"),
        pytest.param({"email": "nobody@example.com"}, 10003, id="user"),
        pytest.param({"email": None}, 400, id="nobody"),
        pytest.param({"countryCode": None}, 400, id="no country"),
        pytest.param({"countryCode": "65"}, 400, id="country without plus"),
        pytest.param({"password": None}, 400, id="no password"),
        pytest.param({"phoneNumber": "90007319"}, 400, id="phone without code"),
        pytest.param({"lang": "xx"}, 400, id="language"),
    ],
)
async def test_refused(
    stranger: Client, changes: dict[str, str | None], error: int
) -> None:
    """Each wrong parameter has its number."""
    assert (await stranger.login(**changes))["error"] == error


@pytest.mark.parametrize("region", ["cn", "us", "eu"])
async def test_other_region(stranger: Client, region: str) -> None:
    """The wrong region names the right one, before it looks at the password."""
    stranger.region = region
    answer = await stranger.login(password="wrong")
    assert answer == {"error": 10004, "msg": "redirection", "data": {"region": "as"}}


@pytest.mark.parametrize("number", [2, 3])
async def test_other_accounts(stranger: Client, number: int) -> None:
    """Europe signs in by e-mail, China by phone."""
    account = stranger.simulator.world.accounts[number]
    stranger.account, stranger.region = account, account.region
    answer = await stranger.login(
        email=account.username or None, phoneNumber=account.phone or None
    )
    assert answer["data"]["region"] == account.region


async def test_oauth_appid(stranger: Client) -> None:
    """An OAuth APPID may not use passwords."""
    app = stranger.simulator.world.apps["SimulatorAppidOfOauthKind0000002"]
    stranger.app_id, stranger.app_secret = app.app_id, app.secret
    answer = await stranger.login()
    assert answer["error"] == 407
    assert answer["msg"] == "path of request is not allowed with appid"


async def test_new_login_kills_the_older(stranger: Client) -> None:
    """One live token per account and APPID."""
    await stranger.login()
    older = stranger.access
    await stranger.login()
    assert (await stranger.call("GET", "/v2/family"))["error"] == 0
    stranger.access = older
    assert (await stranger.call("GET", "/v2/family"))["error"] == 401


async def test_other_appid_lives(client: Client, phone: Client) -> None:
    """Tokens of different APPIDs do not touch."""
    for each in (client, phone):
        assert (await each.call("GET", "/v2/family"))["error"] == 0


async def test_token_of_another_region(client: Client) -> None:
    """A token is known in its own region only."""
    client.region = "eu"
    assert (await client.call("GET", "/v2/family"))["error"] == 401


async def test_life_of_tokens(client: Client, clock: Clock) -> None:
    """30 days for the access token, 60 for the refresh token."""
    clock.now += ACCESS_LIFE - 1
    assert (await client.call("GET", "/v2/family"))["error"] == 0
    clock.now += 1
    assert (await client.call("GET", "/v2/family"))["error"] == 402
    clock.now += REFRESH_LIFE - ACCESS_LIFE
    answer = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert answer["error"] == 402


@pytest.mark.parametrize("bearer", [False, True])
async def test_refresh_rotates(
    client: Client,
    clock: Clock,
    bearer: bool,  # noqa: FBT001
) -> None:
    """Sign or an expired Bearer token renews both tokens."""
    clock.now += ACCESS_LIFE
    headers = {"Authorization": f"Bearer {client.access}"} if bearer else {}
    answer = await client.signed("/v2/user/refresh", {"rt": client.refresh}, **headers)
    assert answer["data"]["user"] == {"apikey": client.account.apikey}
    older = client.refresh
    client.access, client.refresh = answer["data"]["at"], answer["data"]["rt"]
    assert (await client.call("GET", "/v2/family"))["error"] == 0
    again = await client.signed("/v2/user/refresh", {"rt": older})
    assert again["error"] == 401


async def test_killed_refresh_token(client: Client) -> None:
    """The refresh token is refused, the access token lives."""
    client.simulator.kill_refresh_tokens()
    answer = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert answer["error"] == 401
    assert (await client.call("GET", "/v2/family"))["error"] == 0


async def test_expired_by_control(client: Client) -> None:
    """Tokens can be let run out."""
    client.simulator.expire_access_tokens()
    assert (await client.call("GET", "/v2/family"))["error"] == 402
    client.simulator.expire_refresh_tokens()
    answer = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert answer["error"] == 402


async def test_profile_and_logout(client: Client) -> None:
    """The profile is the user; after logging out the token is dead."""
    profile = await client.call("GET", "/v2/user/profile")
    assert profile["data"]["user"]["email"] == client.account.username
    assert (await client.call("DELETE", "/v2/user/logout"))["error"] == 0
    assert (await client.call("GET", "/v2/family"))["error"] == 401


async def test_planned_answers(simulator: Simulator, client: Client) -> None:
    """Quota as an error and as an HTTP status, then all is well."""
    simulator.fail_next("GET /v2/family", error=412)
    simulator.fail_next("GET /v2/family", status=403)
    assert (await client.call("GET", "/v2/family"))["error"] == 412
    async with client.session.get(client.url("/v2/family")) as answer:
        assert answer.status == 403
        assert "json" not in answer.content_type
    assert (await client.call("GET", "/v2/family"))["error"] == 0


async def test_secrets(simulator: Simulator, client: Client) -> None:
    """Tokens and passwords are among the strings that must not leak."""
    assert {client.access, client.refresh, client.account.password} <= (
        simulator.secrets()
    )
