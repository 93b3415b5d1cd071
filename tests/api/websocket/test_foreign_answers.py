"""Answers that belong to no question of ours."""

import asyncio
from typing import Any

import pytest

from ..line import Line, keep_silent
from ..stub import Json, StubCloud


@pytest.mark.parametrize(
    "foreign",
    [
        pytest.param({"error": 0, "sequence": "1"}, id="another sequence"),
        pytest.param({"error": 504, "sequence": "1"}, id="another refusal"),
        pytest.param({"error": 0, "sequence": 1}, id="a number"),
        pytest.param({"error": 0, "sequence": ""}, id="no text"),
        pytest.param({"error": 0, "sequence": None}, id="null"),
        pytest.param({"error": 0}, id="none"),
        pytest.param(
            {"error": 0, "deviceid": "d", "apikey": "owner"}, id="of a device"
        ),
    ],
)
async def test_foreign_answer(line: Line, stub: StubCloud, foreign: Json) -> None:
    """It answers nobody, neither a command nor a question."""
    stub.obey = keep_silent
    await line.up()
    command = asyncio.create_task(line.socket.command("d", "owner", {"switch": "on"}))
    query = asyncio.create_task(line.socket.query("d", "owner"))
    await stub.until(lambda: len(stub.frames) == 2)
    await stub.push({**foreign, "params": {"of": "another"}})
    await stub.push({"action": "share"})
    await line.until_messages(1)
    assert not command.done()
    assert not query.done()

    for frame in stub.frames:
        own = {"error": 0, "sequence": frame["sequence"], "params": {"of": "us"}}
        await stub.push(own)
    assert (await command)["params"] == {"of": "us"}
    assert await query == {"of": "us"}


async def test_foreign_answer_before_the_greeting(line: Line, stub: StubCloud) -> None:
    """What comes before the answer to the greeting is no answer to it."""

    async def _push(frame: Json) -> None:
        await stub.push({"error": 503, "sequence": "1"})
        await stub.push({"error": 0, "sequence": frame["sequence"]})

    pushes: list[asyncio.Task[Any]] = []

    def _greet(frame: Json) -> None:
        pushes.append(asyncio.create_task(_push(frame)))

    stub.greet = _greet
    await line.up()
    assert line.failures == []
    assert len(stub.greetings) == 1
