"""Who goes first, and how far apart."""

import asyncio

import pytest

from custom_components.ewelink.api.lan.turns import Rank, Turns

from ...moved_clock import run_moved


def test_spacing_and_ranks() -> None:
    """Starts are apart, and commands go before what waits since longer."""
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
    assert [round(at - begin, 3) for _, at in order[:4]] == [0, 0.2, 0.4, 0.6]


def test_long_turn_needs_no_pause() -> None:
    """The pause lies between the starts."""
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
