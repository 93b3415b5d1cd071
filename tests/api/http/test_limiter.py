"""The vendor's limits are kept whoever calls."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.errors import EwelinkRateLimitError
from custom_components.ewelink.api.http.call_counter import CallCounter
from custom_components.ewelink.api.http.limiter import ANY_INTERFACE, Limiter, Limits
from tests.clock import passing, turns


async def send(limiter: Limiter, interface: str = "GET /x", takes: float = 0) -> float:
    """Send a call and return when it was sent."""
    async with limiter.slot(interface, app="app", region="eu") as slot:
        sent_at = asyncio.get_running_loop().time()
        await asyncio.sleep(takes)
        slot.answered()
        return sent_at


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


async def test_spacing_counts_from_a_late_arrival() -> None:
    """A call that may have arrived late moves the next one back."""
    limiter = Limiter(Limits(spacing=0.1))
    await send(limiter)
    first = await send(limiter, takes=0.2)
    second = await send(limiter)
    assert second - first >= 0.29


async def test_any_interface_keeps_apart_from_all() -> None:
    """A call that has to keep apart from all others waits for one of another kind."""
    limiter = Limiter(Limits(spacing=0.1))
    first = await send(limiter, "GET /x")
    second = await send(limiter, ANY_INTERFACE)
    third = await send(limiter, ANY_INTERFACE)
    assert second - first >= 0.1
    assert third - second >= 0.1


async def test_a_failed_call_counts() -> None:
    """A call that raised keeps the spacing, and frees its interface."""
    limiter = Limiter(Limits(spacing=0.1))
    started = asyncio.get_running_loop().time()
    with pytest.raises(ZeroDivisionError):
        async with limiter.slot("GET /x", app="app", region="eu"):
            raise ZeroDivisionError
    assert await send(limiter) - started >= 0.1


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


async def test_slow_call_holds_its_interface() -> None:
    """A call waits for the one before it, but not for ever."""
    limiter = Limiter(Limits(longest_wait=0.05))
    slow = asyncio.create_task(send(limiter, takes=0.3))
    await asyncio.sleep(0)
    with pytest.raises(EwelinkRateLimitError):
        await send(limiter)
    await slow


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
    async with limiter.slot("GET /y", app="other", region="us"):
        pass
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
