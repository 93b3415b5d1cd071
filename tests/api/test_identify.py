"""Whose account it is that signed in on the page, and how its session ends."""

import pytest

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkAuthError,
    EwelinkConnectionError,
)
from custom_components.ewelink.api.http.cloud_http import AppCredentials, SignInKind
from custom_components.ewelink.api.identify import account_keys, prove_one
from custom_components.ewelink.api.models import Home

from .line import refuse
from .stub import StubCloud

APP = AppCredentials(app_id="ABC", app_secret="abc", kind=SignInKind.OAUTH)


def home(name: str, apikey: str | None, **kind: bool | None) -> Home:
    """Return a home."""
    return Home(id=name, name=name, apikey=apikey, **kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("homes", "keys"),
    [
        pytest.param([], [], id="none"),
        pytest.param([home("a", None)], [], id="no key"),
        pytest.param(
            [home("lent", "her", is_own=False), home("a", "me", is_own=True)],
            ["me"],
            id="by type",
        ),
        pytest.param(
            [home("lent", "her"), home("a", "me", is_current=True)],
            ["me", "her"],
            id="by current home",
        ),
        pytest.param(
            [
                home("lent", "her", is_own=False, is_current=True),
                home("a", "me", is_own=True),
                home("b", "me", is_own=True),
            ],
            ["me"],
            id="type before current home",
        ),
    ],
)
def test_account_keys(homes: list[Home], keys: list[str]) -> None:
    """The keys of the user's own homes come first, each once."""
    assert account_keys(homes) == keys


async def test_key_is_proven(client: EwelinkClient, stub: StubCloud) -> None:
    """The account is announced once, and the socket closed again."""
    assert await prove_one([client]) is client
    assert [frame["apikey"] for frame in stub.greetings] == ["me"]
    await stub.until(lambda: not stub.sockets)


async def test_wrong_key_is_passed(client: EwelinkClient, stub: StubCloud) -> None:
    """A key that the cloud refuses is another's; the next one is tried."""
    stub.greet = refuse(406, times=1)
    assert await prove_one([client, client]) is client
    assert len(stub.greetings) == 2


async def test_no_key_is_right(client: EwelinkClient, stub: StubCloud) -> None:
    """Without an own home it cannot be told whose account it is."""
    stub.greet = refuse(406)
    with pytest.raises(EwelinkAuthError):
        await prove_one([client])
    with pytest.raises(EwelinkAuthError):
        await prove_one([])


async def test_proof_that_fails_otherwise(
    client: EwelinkClient, stub: StubCloud
) -> None:
    """A cloud that fails proves nothing."""
    stub.greet = refuse(500)
    with pytest.raises(EwelinkConnectionError):
        await prove_one([client])


async def test_end_of_the_session(client: EwelinkClient, stub: StubCloud) -> None:
    """A sign-in on the page is unbound, one by password is logged out."""
    await client.sign_out()
    client.http.app = APP
    await client.sign_out()
    assert [call.interface for call in stub.calls] == [
        "DELETE /v2/user/logout",
        "DELETE /v2/user/oauth/token",
    ]
