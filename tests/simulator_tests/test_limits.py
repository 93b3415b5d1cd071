"""The vendor's limits."""

from tests.simulator.limits import Limits

from .client import Client


def test_spacing() -> None:
    """500 ms between calls of one interface, with a little jitter."""
    limits = Limits()
    assert limits.call("ip", "GET /a", 0.0)
    assert limits.call("ip", "GET /b", 0.1)
    assert limits.call("ip", "GET /a", 0.49)
    assert not limits.call("ip", "GET /a", 0.9)
    assert limits.call("other", "GET /a", 0.9)
    assert [item.rule for item in limits.violations] == ["spacing"]


def test_window() -> None:
    """300 calls in 5 minutes."""
    limits = Limits()
    assert all(limits.call("ip", f"GET /{n}", n * 0.9) for n in range(300))
    assert not limits.call("ip", "GET /x", 299.0)
    assert limits.call("ip", "GET /y", 305.0)


def test_user_online() -> None:
    """One in 10 s and 20 an hour for one account and APPID."""
    limits = Limits()
    assert all(limits.online("me", n * 10.0) for n in range(20))
    assert not limits.online("me", 205.0)
    assert limits.online("you", 205.0)
    assert not limits.online("you", 206.0)


async def test_counted_but_not_enforced(client: Client) -> None:
    """Broken limits are listed, and answered all the same."""
    await client.call("GET", "/v2/family")
    assert (await client.call("GET", "/v2/family"))["error"] == 0
    (violation,) = client.simulator.violations
    assert "GET /v2/family" in violation.detail


async def test_enforced(client: Client) -> None:
    """When enforced, a gateway answers without an envelope."""
    client.simulator.enforce_limits()
    assert (await client.call("GET", "/v2/family"))["error"] == 0
    async with client.session.get(client.url("/v2/family")) as answer:
        assert answer.status == 403
        assert answer.content_type == "text/html"


async def test_user_online_enforced(client: Client) -> None:
    """A second `userOnline` too early is cut off."""
    client.simulator.enforce_limits()
    await client.online()
    async with client.session.ws_connect(
        f"{client.simulator.base_url}/api/ws"
    ) as socket:
        await socket.send_json(
            {
                "action": "userOnline",
                "at": client.access,
                "apikey": client.account.apikey,
                "appid": client.app_id,
            }
        )
        assert (await socket.receive(timeout=2)).type.name == "CLOSE"


async def test_sequence_used_twice(client: Client) -> None:
    """A sequence must be unique in its session."""
    socket = await client.online()
    for _ in range(2):
        await socket.command("Kitchen lamp", {"switch": "on"}, sequence="1")
    assert [item.rule for item in client.simulator.violations] == ["sequence"]


async def test_journal(client: Client) -> None:
    """Calls and frames can be read afterwards."""
    socket = await client.online()
    await socket.command("Kitchen lamp", {"switch": "on"})
    simulator = client.simulator
    assert [call.interface for call in simulator.calls] == [
        "POST /v2/user/login",
        "GET /dispatch/app",
    ]
    assert [frame.action for frame in simulator.frames] == ["userOnline", "update"]
    simulator.clear_counters()
    assert not simulator.frames
