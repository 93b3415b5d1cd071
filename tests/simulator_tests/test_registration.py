"""Verification codes, new accounts, passwords."""

import pytest

from .client import Client, Json
from .conftest import Clock

CODE = "/v2/user/verification-code"
REGISTER = "/v2/user/register"
CHANGE = "/v2/user/change-pwd"
RESET = "/v2/user/reset-pwd"
BY_CODE = "/v2/user/sms-login"
NEW = "New.User@example.com"
NEW_PASSWORD = "verysecret8"


async def _code(client: Client, kind: int, **who: str) -> str:
    """Have a code sent and return it."""
    assert (await client.signed(CODE, {"type": kind, **who}))["error"] == 0
    [recipient] = who.values()
    return client.simulator.verification_code(recipient.lower())


async def _register(client: Client, **changes: str | None) -> Json:
    """Register with a code that was sent; parameters may be changed or left out."""
    body = {
        "countryCode": "+65",
        "email": NEW,
        "password": NEW_PASSWORD,
        **changes,
    }
    if "verificationCode" not in changes:
        body["verificationCode"] = await _code(client, 0, email=NEW)
    kept = {key: value for key, value in body.items() if value is not None}
    return await client.signed(REGISTER, kept)


async def test_register(stranger: Client) -> None:
    """A new user is signed in and has a home with nothing in it."""
    answer = await _register(stranger)
    data = answer["data"]
    assert set(data) == {"user", "at", "rt", "region"}
    assert data["region"] == "as"
    assert data["user"]["email"] == NEW.lower()
    stranger.access = data["at"]
    homes = (await stranger.call("GET", "/v2/family"))["data"]
    assert [home["id"] for home in homes["familyList"]] == [homes["currentFamilyId"]]
    assert (await stranger.things()) == {"thingList": [], "total": 0}
    assert (await stranger.login(email=NEW, password=NEW_PASSWORD))["error"] == 0


async def test_register_by_phone(stranger: Client) -> None:
    """Some countries of Asia register by phone, which counts before an e-mail."""
    code = await _code(stranger, 0, phoneNumber="+6591234567")
    answer = await _register(stranger, phoneNumber="+6591234567", verificationCode=code)
    assert answer["data"]["user"]["phoneNumber"] == "+6591234567"
    assert "email" not in answer["data"]["user"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"countryCode": None}, 400, id="no country"),
        pytest.param({"countryCode": "65"}, 400, id="country without plus"),
        pytest.param({"countryCode": "+0"}, 400, id="no such country"),
        pytest.param({"countryCode": "+49"}, 10004, id="country of another region"),
        pytest.param({"email": None}, 400, id="nobody"),
        pytest.param({"email": "nonsense"}, 400, id="no e-mail"),
        pytest.param({"phoneNumber": "91234567"}, 400, id="phone without code"),
        pytest.param({"phoneNumber": "+4991234567"}, 400, id="phone of elsewhere"),
        pytest.param(
            {"countryCode": "+81", "phoneNumber": "+8191234567"}, 400, id="no phones"
        ),
        pytest.param({"password": None}, 400, id="no password"),
        pytest.param({"password": "seven77"}, 400, id="short password"),
        pytest.param({"verificationCode": None}, 400, id="no code"),
        pytest.param({"verificationCode": "nonsense"}, 10002, id="wrong code"),
    ],
)
async def test_register_refused(
    stranger: Client, changes: dict[str, str | None], error: int
) -> None:
    """Each wrong parameter has its number, and makes no user."""
    before = len(stranger.simulator.world.accounts)
    assert (await _register(stranger, **changes))["error"] == error
    assert len(stranger.simulator.world.accounts) == before


async def test_china_registers_by_phone(stranger: Client) -> None:
    """In China an e-mail is not enough."""
    stranger.region = "cn"
    answer = await _register(stranger, countryCode="+86")
    assert answer["error"] == 400


async def test_register_twice(stranger: Client) -> None:
    """A user that exists cannot be made again; in another region it is named."""
    known = stranger.account.username
    answer = await _register(stranger, email=known, verificationCode="1")
    assert answer["error"] == 10009
    stranger.region = "eu"
    answer = await _register(stranger, email=known, verificationCode="1")
    assert (answer["error"], answer["data"]) == (10004, {"region": "as"})


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param({"email": NEW}, 400, id="no type"),
        pytest.param({"type": 2, "email": NEW}, 400, id="type"),
        pytest.param({"type": 0}, 400, id="nobody"),
        pytest.param({"type": 0, "phoneNumber": "91234567"}, 400, id="phone"),
        pytest.param({"type": 1, "email": NEW}, 10003, id="unknown"),
    ],
)
async def test_code_refused(stranger: Client, body: Json, error: int) -> None:
    """Each wrong parameter has its number."""
    assert (await stranger.signed(CODE, body))["error"] == error


async def test_code_of_another_region(stranger: Client) -> None:
    """The wrong region names the right one."""
    stranger.region = "us"
    body = {"type": 1, "email": stranger.account.username}
    answer = await stranger.signed(CODE, body)
    assert (answer["error"], answer["data"]) == (10004, {"region": "as"})


@pytest.mark.parametrize(
    ("most", "apart"),
    [
        pytest.param(3, 1, id="a minute"),
        pytest.param(20, 61, id="an hour"),
        pytest.param(100, 190, id="a day"),
    ],
)
async def test_codes_sent_too_often(
    stranger: Client, clock: Clock, most: int, apart: int
) -> None:
    """So many to one recipient; another one has a count of its own."""
    body: Json = {"type": 0, "email": NEW}
    for _ in range(most):
        assert (await stranger.signed(CODE, body))["error"] == 0
        clock.now += apart
    assert (await stranger.signed(CODE, body))["error"] == 10010
    other = {"type": 0, "email": "other@example.com"}
    assert (await stranger.signed(CODE, other))["error"] == 0
    clock.now += 86_400
    assert (await stranger.signed(CODE, body))["error"] == 0


async def test_code_is_good_once(stranger: Client) -> None:
    """A code that was spent, or is for something else, is wrong."""
    code = await _code(stranger, 1, email=stranger.account.username)
    body = {
        "email": stranger.account.username,
        "verificationCode": code,
        "password": NEW_PASSWORD,
    }
    await _code(stranger, 3, email=stranger.account.username)
    assert (await stranger.signed(RESET, body))["data"]["region"] == "as"
    assert (await stranger.login(password=NEW_PASSWORD))["error"] == 0
    assert (await stranger.signed(RESET, body))["error"] == 10002


async def test_reset_password_refused(stranger: Client) -> None:
    """Without a user, a code or a good password nothing is reset."""
    body = {"email": NEW, "verificationCode": "1", "password": NEW_PASSWORD}
    assert (await stranger.signed(RESET, body))["error"] == 10003
    body["email"] = stranger.account.username
    assert (await stranger.signed(RESET, body))["error"] == 10002
    assert (await stranger.signed(RESET, {**body, "password": "x"}))["error"] == 400


async def test_sign_in_by_code(stranger: Client) -> None:
    """A phone of China signs in with a code."""
    stranger.account, stranger.region = stranger.simulator.world.accounts[3], "cn"
    phone = stranger.account.phone
    code = await _code(stranger, 4, phoneNumber=phone)
    body = {"countryCode": "+86", "phoneNumber": phone, "verificationCode": code}
    assert (await stranger.signed(BY_CODE, {**body, "lang": "xx"}))["error"] == 400
    answer = await stranger.signed(BY_CODE, body)
    assert answer["data"]["user"]["apikey"] == stranger.account.apikey
    assert (await stranger.signed(BY_CODE, body))["error"] == 10002


async def test_sign_in_by_code_elsewhere(stranger: Client) -> None:
    """Only in China."""
    phone = stranger.account.phone
    body = {"countryCode": "+65", "phoneNumber": phone, "verificationCode": "1"}
    assert (await stranger.signed(BY_CODE, body))["error"] == 400


async def test_change_password(client: Client) -> None:
    """The new password is good from then on, the old one no more."""
    body = {"oldPassword": client.account.password, "newPassword": NEW_PASSWORD}
    old = client.account.password
    assert (await client.call("POST", CHANGE, body))["error"] == 0
    assert (await client.login(password=old))["error"] == 10001
    assert (await client.login(password=NEW_PASSWORD))["error"] == 0


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"oldPassword": "wrong"}, 10001, id="old"),
        pytest.param({"oldPassword": ""}, 400, id="no old"),
        pytest.param({"newPassword": ""}, 400, id="no new"),
        pytest.param({"newPassword": "seven77"}, 400, id="short"),
    ],
)
async def test_change_password_refused(
    client: Client, changes: Json, error: int
) -> None:
    """Nothing is changed."""
    old = client.account.password
    body = {"oldPassword": old, "newPassword": NEW_PASSWORD, **changes}
    assert (await client.call("POST", CHANGE, body))["error"] == error
    assert client.account.password == old
    client.access = "nonsense"
    assert (await client.call("POST", CHANGE, body))["error"] == 401
