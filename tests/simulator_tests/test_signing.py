"""Signatures, headers and the envelope."""

import json

import pytest

from tests.simulator.wire import query_message, sign

from .client import Client, Json

VENDOR_SECRET = "OdPuCZ4PkPPi0rVKRVcGmll2NM6vVk0c"
VENDOR_BODY = {"email": "1234@gmail.com", "password": "12345678", "countryCode": "+1"}


@pytest.mark.parametrize(
    ("secret", "message", "signature"),
    [
        pytest.param(
            VENDOR_SECRET,
            json.dumps(VENDOR_BODY, separators=(",", ":")),
            "ttZ/gluzqrafvGonjMD20p4//arW6KoZKbo1SOMEzCA=",
            id="compact",
        ),
        pytest.param(
            VENDOR_SECRET,
            json.dumps(VENDOR_BODY),
            "cE/Wl57Ithy21Elieq5wFsYwJWl2IrkBxlmuCnwI73c=",
            id="spaced",
        ),
        pytest.param(
            "abc",
            "ABC_123",
            "v1+mfNY2ukxswM8sZOTg99srZsVnUVv9DGXeav1096M=",
            id="oauth page",
        ),
    ],
)
def test_vectors(secret: str, message: str, signature: str) -> None:
    """The vendor's examples come out."""
    assert sign(secret, message.encode()) == signature


def test_query_is_sorted() -> None:
    """A GET call signs its parameters in order, without `sign`."""
    query = {"ts": "1", "appid": "a", "sign": "x", "nonce": "n"}
    assert query_message(query) == b"appid=a&nonce=n&ts=1"


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" ,  ", ":\n")])
async def test_bytes_as_sent(stranger: Client, separators: tuple[str, str]) -> None:
    """The signature is over the bytes of the body, however they are spaced."""
    account = stranger.account
    body = {
        "countryCode": account.country_code,
        "email": account.username,
        "password": account.password,
    }
    raw = json.dumps(body, separators=separators).encode()
    authorization = f"Sign {sign(stranger.app_secret, raw)}"
    answer = await stranger.post("/v2/user/login", raw, Authorization=authorization)
    assert answer["error"] == 0


async def _login_headers(stranger: Client, **headers: str) -> Json:
    return await stranger.signed("/v2/user/login", {"password": "x"}, **headers)


async def test_bad_signature(stranger: Client) -> None:
    """A wrong signature is a wrong parameter."""
    answer = await _login_headers(stranger, Authorization="Sign AAAA")
    assert answer["error"] == 400


async def test_missing_appid(stranger: Client) -> None:
    """User calls need the APPID."""
    assert (await _login_headers(stranger, **{"X-CK-Appid": ""}))["error"] == 400


async def test_unknown_appid(stranger: Client) -> None:
    """Nobody knows this APPID."""
    answer = await _login_headers(stranger, **{"X-CK-Appid": "unknown"})
    assert answer["error"] == 407


async def test_content_type(stranger: Client) -> None:
    """Bodies are JSON and say so."""
    answer = await _login_headers(stranger, **{"Content-Type": "text/plain"})
    assert answer["error"] == 400


@pytest.mark.parametrize(
    ("written", "signed"),
    [
        pytest.param("86", "86", id="bare"),
        pytest.param("%2B86", "+86", id="encoded"),
        pytest.param("+86", "+86", id="plus"),
    ],
)
async def test_region_of_a_code(stranger: Client, written: str, signed: str) -> None:
    """The global call knows the region of a dial code."""
    signature = sign(stranger.app_secret, f"countryCode={signed}".encode())
    address = f"{stranger.simulator.base_url}/v2/utils/get-region?countryCode={written}"
    async with stranger.session.get(
        address, headers={"Authorization": f"Sign {signature}"}
    ) as answer:
        assert await answer.json() == {
            "error": 0,
            "msg": "",
            "data": {"region": "cn"},
        }


async def test_unknown_interface(client: Client) -> None:
    """An unknown path keeps the envelope and HTTP 200."""
    answer = await client.call("GET", "/v2/nothing")
    assert answer == {"error": 403, "msg": "api not found", "data": {}}


async def test_dispatch_has_no_envelope(stranger: Client) -> None:
    """GET and POST, without a token."""
    for method in ("GET", "POST"):
        async with stranger.session.request(
            method, stranger.url("/dispatch/app")
        ) as answer:
            assert await answer.json() == {
                "port": stranger.simulator.port,
                "IP": "127.0.0.1",
                "reason": "ok",
                "domain": "127.0.0.1",
                "error": 0,
            }
