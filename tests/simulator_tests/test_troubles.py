"""Sign-ins that are replaced, APPIDs that are refused, quotas that are used up."""

import pytest

from tests.simulator import Simulator

from .client import Client


async def test_replaced_sign_in_is_dead(client: Client) -> None:
    """By default the refresh token of a replaced sign-in is dead."""
    client.simulator.sign_in()
    answer = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert answer["error"] == 401


async def test_replaced_sign_in_may_renew(client: Client) -> None:
    """Where it still lives, the renewal in turn ends the other session."""
    socket = await client.online()
    client.simulator.let_replaced_renew()
    foreign = client.simulator.sign_in()
    assert (await socket.receive())["error"] == 406
    answer = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert answer["error"] == 0
    client.access = foreign.access
    assert (await client.call("GET", "/v2/family"))["error"] == 401
    client.access = answer["data"]["at"]
    assert (await client.call("GET", "/v2/family"))["error"] == 0


async def test_refresh_token_is_good_once(client: Client) -> None:
    """A refresh token that was used is dead, whatever becomes of replaced ones."""
    client.simulator.let_replaced_renew()
    first = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert first["error"] == 0
    again = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert again["error"] == 401


async def test_renewal_leaves_the_session(client: Client) -> None:
    """A session goes on when its own tokens are renewed."""
    socket = await client.online()
    await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert await socket.quiet()


async def test_silent_kick(client: Client) -> None:
    """A session may end without a word."""
    socket = await client.online()
    client.simulator.kick_silently()
    client.simulator.sign_in()
    assert await socket.closed()


@pytest.mark.parametrize("error", [400, 406, 407])
async def test_refused_app(client: Client, error: int) -> None:
    """Every signed call is refused; tokens go on."""
    client.simulator.refuse_app(client.app_id, error)
    assert (await client.login())["error"] == error
    answer = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert answer["error"] == error
    assert (await client.call("GET", "/v2/family"))["error"] == 0
    client.simulator.refuse_app(client.app_id, None)
    answer = await client.signed("/v2/user/refresh", {"rt": client.refresh})
    assert answer["error"] == 0


async def test_quota(client: Client, simulator: Simulator) -> None:
    """Calls beyond the quota are refused, each region having its own."""
    simulator.set_quota(2)
    assert (await client.call("GET", "/v2/family"))["error"] == 0
    assert (await client.call("GET", "/v2/family"))["error"] == 412
    simulator.set_quota(2, as_status=True)
    url = client.url("/v2/family")
    async with client.session.get(url, headers={"X-CK-Appid": client.app_id}) as answer:
        assert answer.status == 403
    client.region = "eu"
    assert (await client.call("GET", "/v2/family"))["error"] == 401
