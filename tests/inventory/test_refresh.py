"""Tests of when the list is read again because of what was pushed."""

from collections.abc import Iterator
from itertools import pairwise

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.inventory.refresh import (
    LIST_CHANGED,
    LONGEST_LIST_REST_SECONDS,
    LONGEST_REST_SECONDS,
    RefreshSchedule,
)
from homeassistant.core import HomeAssistant

from ..clock import turns
from ..home import Home
from ..simulator.factory import Row, relay_params


class Reads:
    """RefreshSchedule whose reads are counted, and have nothing for those who asked."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
        """Start with none."""
        self.count = 0
        self.settled: set[str] = set()
        self.schedule = RefreshSchedule(hass, self._read)
        self._freezer = freezer

    def _read(self) -> None:
        self.count += 1
        self.schedule.async_begun()
        self.schedule.async_ended(self.settled)

    async def after(self, seconds: float, step: float = 1) -> int:
        """Return how many reads there were when some seconds have passed."""
        while seconds > 0:
            self._freezer.tick(min(step, seconds))
            seconds -= step
            await turns(5)
        return self.count


@pytest.fixture
def reads(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Iterator[Reads]:
    """Return schedule to be asked."""
    reads = Reads(hass, freezer)
    yield reads
    reads.schedule.async_stop()


async def test_soon(reads: Reads) -> None:
    """The list is read five seconds after the first reason."""
    reads.schedule.async_ask("a")
    assert await reads.after(4) == 0
    assert await reads.after(2) == 1


async def test_once_a_minute(reads: Reads) -> None:
    """Another reason within a minute waits until that is over."""
    reads.schedule.async_ask("a")
    await reads.after(6)
    reads.schedule.async_ask("b")
    assert await reads.after(50) == 1
    assert await reads.after(11) == 2


async def test_reasons_share_a_read(reads: Reads) -> None:
    """Reasons that come up together are read for together."""
    for reason in "abc":
        reads.schedule.async_ask(reason)
    assert await reads.after(120) == 1


async def test_reason_without_result_is_put_off(reads: Reads) -> None:
    """Each time that the list has nothing for a reason, it waits twice as long."""
    times = []
    for minute in range(16 * 60):
        reads.schedule.async_ask("hidden")
        before = reads.count
        if await reads.after(60, step=15) > before:
            times.append(minute)
    gaps = [late - early for early, late in pairwise(times)]
    assert gaps[:8] == pytest.approx([1, 2, 4, 8, 16, 32, 64, 128], abs=1)


async def test_longest_rest(reads: Reads) -> None:
    """A reason waits six hours at most."""
    for _ in range(20):
        reads.schedule.async_ask("hidden")
        await reads.after(LONGEST_REST_SECONDS + 60, step=600)
    assert reads.count == 20


async def test_new_reason_does_not_wait_for_an_old_one(reads: Reads) -> None:
    """A reason that waits for hours does not hold up a new one."""
    for _ in range(6):
        reads.schedule.async_ask("hidden")
        await reads.after(3700, step=20)
    reads.schedule.async_ask("hidden")
    before = reads.count
    await reads.after(30)
    reads.schedule.async_ask("new")
    assert await reads.after(6) == before + 1


async def test_settled_reason_starts_anew(reads: Reads) -> None:
    """What the list had something for meanwhile does not wait the next time."""
    for _ in range(3):
        reads.schedule.async_ask("a")
        await reads.after(130, step=5)
    reads.settled = {"a"}
    reads.schedule.async_ask("b")
    await reads.after(66)
    before = reads.count
    reads.schedule.async_ask("a")
    assert await reads.after(6) == before + 1


async def test_reason_of_the_same_time_as_a_read_is_kept(reads: Reads) -> None:
    """What comes up while the list is read may be missing in the pages read before."""
    reads.schedule.async_begun()
    await reads.after(1)
    reads.schedule.async_ask("a")
    reads.schedule.async_ended(set())
    assert await reads.after(6) == 1


async def test_device_that_was_found_meanwhile(reads: Reads) -> None:
    """What comes up while the list is read and is in it needs no other read."""
    reads.schedule.async_begun()
    await reads.after(1)
    reads.schedule.async_ask("a")
    reads.schedule.async_ended({"a"})
    assert await reads.after(120) == 0


async def test_another_change_while_the_list_is_read(reads: Reads) -> None:
    """That a read brought something does not mean that it brought all."""
    reads.schedule.async_begun()
    await reads.after(1)
    reads.schedule.async_ask(LIST_CHANGED)
    reads.schedule.async_ended({LIST_CHANGED})
    assert await reads.after(6) == 1


async def test_changes_that_bring_nothing(reads: Reads) -> None:
    """A change is read within minutes, even if many before were none."""
    for _ in range(10):
        reads.schedule.async_ask(LIST_CHANGED)
        await reads.after(LONGEST_LIST_REST_SECONDS + 10, step=10)
    assert reads.count == 10


async def test_deferred_reason_is_not_lost(reads: Reads) -> None:
    """A reason that must wait is read for in the end, though it came up once only."""
    reads.schedule.async_ask("hidden")
    await reads.after(6)
    reads.schedule.async_ask("hidden")
    assert await reads.after(50) == 1
    assert await reads.after(20) == 2


async def test_stop(reads: Reads) -> None:
    """Nothing is read after the end."""
    reads.schedule.async_ask("a")
    reads.schedule.async_stop()
    assert await reads.after(120) == 0


async def test_new_device_beside_a_hidden_one(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that is never listed does not hold up one that is new."""
    await home.set_up()
    stranger = home.simulator.add_device(
        Row(name="Stranger", uiid=1, params=relay_params())
    )
    stranger.hidden = True
    for _ in range(60):
        home.simulator.push("Stranger", {"rssi": -40})
        await home.delivered()
        await home.pass_time(freezer, 60, step=20)
    home.simulator.add_like("Kitchen lamp", "New lamp")
    await home.delivered()
    await home.pass_time(freezer, 8)

    await home.becomes("New lamp", "off")
