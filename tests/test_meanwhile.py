"""Tests of what is heard while actions are under way."""

import asyncio

import pytest

from custom_components.ewelink.api.errors import EwelinkConnectionError
from custom_components.ewelink.meanwhile import Meanwhile


async def test_no_action() -> None:
    """What is heard while nothing is under way belongs to no action."""
    meanwhile = Meanwhile[str]()
    meanwhile.note("before")
    assert await meanwhile.during(asyncio.sleep(0)) == []


async def test_actions_in_turn() -> None:
    """Each action has what was heard since it, or since the one before it."""
    meanwhile = Meanwhile[str]()
    answers = [asyncio.Event(), asyncio.Event()]
    waiting = [asyncio.ensure_future(meanwhile.during(it.wait())) for it in answers]
    await asyncio.sleep(0)
    for answer, its, heard in zip(answers, waiting, ("one", "two"), strict=True):
        meanwhile.note(heard)
        answer.set()
        assert await its == [heard]


async def test_action_that_fails() -> None:
    """What was heard during it is not taken for what came of the next one."""
    meanwhile = Meanwhile[str]()

    async def _fail() -> None:
        meanwhile.note("heard")
        message = "lost"
        raise EwelinkConnectionError(message)

    with pytest.raises(EwelinkConnectionError):
        await meanwhile.during(_fail())
    assert await meanwhile.during(asyncio.sleep(0)) == []
