"""Who goes first, and how far apart."""

import asyncio

import pytest

from custom_components.ewelink.api.lan.turns import Rank, Turns

from ...moved_clock import run_moved


def test_spacing_and_ranks() -> None:
    """Requests are apart, and commands go before what waits since longer."""
    order: list[tuple[str, float]] = []

    async def _take(turns: Turns, name: str, rank: Rank) -> None:
        async with turns.turn(rank):
            order.append((name, asyncio.get_running_loop().time()))
            await asyncio.sleep(0.05)

    async def _run() -> None:
        turns = Turns(0.2)
        await asyncio.gather(
            _take(turns, "poll 1", Rank.POLL),
            _take(turns, "poll 2", Rank.POLL),
            _take(turns, "command 1", Rank.COMMAND),
            _take(turns, "command 2", Rank.COMMAND),
        )
        await asyncio.sleep(5)
        await _take(turns, "later", Rank.POLL)

    run_moved(_run())

    assert [name for name, _ in order] == [
        "poll 1",
        "command 1",
        "command 2",
        "poll 2",
        "later",
    ]
    begin = order[0][1]
    assert [round(at - begin, 3) for _, at in order[:4]] == [0, 0.25, 0.5, 0.75]


def test_long_turn_needs_no_pause() -> None:
    """What is answered late has arrived long before."""
    starts: list[float] = []

    async def _take(turns: Turns) -> None:
        async with turns.turn(Rank.COMMAND):
            starts.append(asyncio.get_running_loop().time())
            await asyncio.sleep(1)

    async def _run() -> None:
        turns = Turns(0.2)
        await asyncio.gather(_take(turns), _take(turns))

    run_moved(_run())

    assert round(starts[1] - starts[0], 3) == 1


def _starts(written: float, answered: float) -> float:
    """Return when the next request starts after one that begins at 0."""
    starts: list[float] = []

    async def _take(turns: Turns) -> None:
        async with turns.turn(Rank.COMMAND):
            starts.append(asyncio.get_running_loop().time())
            await asyncio.sleep(written)
            turns.written()
            await asyncio.sleep(answered - written)

    async def _run() -> None:
        turns = Turns(0.2)
        await asyncio.gather(_take(turns), _take(turns))

    run_moved(_run())
    return round(starts[1] - starts[0], 3)


@pytest.mark.parametrize(
    ("written", "answered", "begins"),
    [
        pytest.param(0, 0.01, 0.21, id="answered at once"),
        pytest.param(0, 0.04, 0.24, id="over the air"),
        pytest.param(0, 0.12, 0.25, id="answered late"),
        pytest.param(0, 1.1, 1.1, id="slow firmware"),
        pytest.param(1, 1.03, 1.23, id="connected late"),
        pytest.param(1, 2.1, 2.1, id="connected and answered late"),
    ],
)
def test_pause_begins_with_the_arrival(
    written: float, answered: float, begins: float
) -> None:
    """Whenever a request was written, the next one arrives so much later at least."""
    assert _starts(written, answered) == begins


async def test_who_leaves_holds_up_nobody() -> None:
    """Whether it was already one's turn or not."""
    turns = Turns(0)
    entered = []

    async def _take(name: str) -> None:
        async with turns.turn(Rank.COMMAND):
            entered.append(name)

    async with turns.turn(Rank.COMMAND):
        tasks = [asyncio.ensure_future(_take(name)) for name in ("a", "b", "c")]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.sleep(0)
    # It is the turn of the second by now, who has not noticed yet.
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert entered == ["c"]


async def test_failure_ends_a_turn() -> None:
    """Whatever is raised in it."""
    turns = Turns(0)

    async def _fail() -> None:
        async with turns.turn(Rank.COMMAND):
            message = "odd"
            raise ValueError(message)

    with pytest.raises(ValueError, match="odd"):
        await _fail()

    async with turns.turn(Rank.COMMAND):
        pass


async def test_pause_ends_with_the_last_who_waits() -> None:
    """No timer is left behind."""
    turns = Turns(100)
    async with turns.turn(Rank.COMMAND):
        pass
    tasks = [asyncio.ensure_future(turns.turn(Rank.POLL).__aenter__()) for _ in "ab"]
    await asyncio.sleep(0)
    assert turns._pause is not None

    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert turns._pause is None
