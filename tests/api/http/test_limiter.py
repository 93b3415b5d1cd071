"""The vendor's limits are kept whoever calls."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.errors import EwelinkRateLimitError
from custom_components.ewelink.api.http.call_counter import CallCounter
from custom_components.ewelink.api.http.limiter import ANY_INTERFACE, Limiter, Limits
from tests.clock import passing, turns


async def send(limiter: Limiter, interface: str = "GET /x") -> float:
    """Send a call and return when it was sent."""
    await limiter.wait_for_turn(interface, app="app", region="eu")
    return limiter._sent[-1]


async def send_alone(limiter: Limiter, interface: str = "GET /x") -> float:
    """Send a call that keeps apart from all others; return when it was sent."""
    await limiter.wait_for_turn(interface, app="app", region="eu", lane=ANY_INTERFACE)
    return limiter._sent[-1]


async def test_defaults_are_the_vendors_limits(
    freezer: FrozenDateTimeFactory,
) -> None:
    """Half a second between two calls of an interface, with a small margin."""
    limiter = Limiter()
    both = asyncio.gather(send(limiter), send(limiter))
    first, second = await passing(freezer, both, step=0.01)
    assert 0.5 <= second - first < 0.6


async def test_interfaces_do_not_wait_for_each_other() -> None:
    """The spacing is kept per interface."""
    limiter = Limiter()
    first, other = await asyncio.gather(send(limiter), send(limiter, "GET /y"))
    assert abs(other - first) < 0.1


async def test_spacing_counts_from_a_late_departure() -> None:
    """A call whose connection took its time moves the next one back."""
    limiter = Limiter(Limits(spacing=0.1))
    turn = await limiter.wait_for_turn("GET /x", app="app", region="eu")
    await asyncio.sleep(0.08)
    left = asyncio.get_running_loop().time()
    turn.sent()
    assert await send(limiter) - left >= 0.1


async def test_any_interface_keeps_apart_from_all() -> None:
    """A call that has to keep apart from all others waits for one of another kind."""
    limiter = Limiter(Limits(spacing=0.1))
    first = await send(limiter, "GET /x")
    second = await send_alone(limiter, "GET /y")
    third = await send_alone(limiter, "GET /z")
    assert second - first >= 0.1
    assert third - second >= 0.1


async def test_others_keep_apart_from_the_same_interface() -> None:
    """A call of any app waits for one that another app sent to its interface."""
    limiter = Limiter(Limits(spacing=0.1))
    first = await send_alone(limiter, "GET /x")
    second = await send(limiter, "GET /x")
    assert second - first >= 0.1


async def test_window_of_all_calls() -> None:
    """No more than the allowed calls in a window, whatever their interface."""
    limiter = Limiter(Limits(window=0.3, calls_per_window=3))
    times = [await send(limiter, f"GET /{number}") for number in range(7)]
    assert all(times[i + 3] - times[i] >= 0.3 for i in range(4))


async def test_full_window_refuses() -> None:
    """A wait that would be too long is refused at once, with the time to wait."""
    limiter = Limiter(Limits(window=100, calls_per_window=1, longest_wait=1))
    await send(limiter)
    with pytest.raises(EwelinkRateLimitError) as caught:
        await send(limiter, "GET /y")
    assert 99 < caught.value.retry_after <= 100


async def test_queue_that_is_too_long_refuses() -> None:
    """Who waits too long behind others is refused; the others are served."""
    limiter = Limiter(Limits(spacing=0.1, longest_wait=0.25))
    results = await asyncio.gather(
        *(send(limiter) for _ in range(6)), return_exceptions=True
    )
    served = [item for item in results if isinstance(item, float)]
    assert 2 <= len(served) <= 3
    assert all(
        isinstance(item, EwelinkRateLimitError)
        for item in results
        if item not in served
    )


async def test_cancelled_waiter_leaves_no_trace(freezer: FrozenDateTimeFactory) -> None:
    """A caller that goes away does not block the next."""
    limiter = Limiter(Limits(spacing=0.1))
    await send(limiter)
    waiting = asyncio.create_task(send(limiter))
    await turns()
    waiting.cancel()
    async with asyncio.timeout(0.5):
        await passing(freezer, send(limiter))


async def test_calls_are_counted() -> None:
    """Each call that is let through counts for its APPID and region."""
    counter = CallCounter()
    limiter = Limiter(Limits(calls_per_window=2, longest_wait=0), counter)
    await send(limiter)
    await limiter.wait_for_turn("GET /y", app="other", region="us")
    with pytest.raises(EwelinkRateLimitError):
        await send(limiter, "GET /z")

    assert counter.counts == {("app", "eu"): 1, ("other", "us"): 1}


async def test_online_spacing() -> None:
    """An account may announce itself again after ten seconds; another at once."""
    budget = Limiter().online
    assert budget.delay_for("a") == 0
    budget.note("a")
    assert 10 <= budget.delay_for("a") < 10.2
    assert budget.delay_for("b") == 0


async def test_online_window() -> None:
    """An account may announce itself only so often in an hour."""
    limits = Limits(online_spacing=0.01, online_window=0.5, online_per_window=3)
    budget = Limiter(limits).online
    for _ in range(3):
        await asyncio.sleep(budget.delay_for("a"))
        budget.note("a")
    delay = budget.delay_for("a")
    assert 0.3 < delay <= 0.5
    await asyncio.sleep(delay)
    assert budget.delay_for("a") == 0


def test_online_budget_of_the_vendor() -> None:
    """One in 10 s, 20 in an hour are the defaults (docs/protocol.md, "Rate rules")."""
    limits = Limits()
    assert limits.online_spacing >= 10
    assert limits.online_window >= 3600
    assert limits.online_per_window <= 20
    assert limits.window >= 300
    assert limits.calls_per_window <= 300
