"""Commands of one device merge; devices do not wait for each other."""

import asyncio
from typing import Any

import pytest

from custom_components.ewelink.api.command_queue import CommandQueue
from custom_components.ewelink.api.errors import EwelinkNoAnswerError
from custom_components.ewelink.api.wire import Params

ON: Params = {"switch": "on"}
OFF: Params = {"switch": "off"}


def outlet(number: int, value: str) -> Params:
    """Return a command for one outlet."""
    return {"switches": [{"switch": value, "outlet": number}]}


class FakeSender:
    """Keeps what is sent, and obeys when it is let."""

    def __init__(self) -> None:
        """Hold every command back."""
        self.sent: list[tuple[str, str, Params]] = []
        self.may_obey = asyncio.Event()
        self.error: Exception | None = None

    async def command(self, deviceid: str, apikey: str, params: Params) -> None:
        """Take a command."""
        self.sent.append((deviceid, apikey, params))
        await self.may_obey.wait()
        if self.error is not None:
            raise self.error

    @property
    def params(self) -> list[Params]:
        """Return what was sent."""
        return [params for _, _, params in self.sent]


@pytest.fixture
def sender() -> FakeSender:
    """Return a sender that holds commands back."""
    return FakeSender()


@pytest.fixture
def done() -> list[tuple[str, Params]]:
    """Return the list of what was obeyed."""
    return []


@pytest.fixture
def queue(sender: FakeSender, done: list[tuple[str, Params]]) -> CommandQueue:
    """Return a queue that changes nothing on the way."""
    return CommandQueue(
        sender,
        complete=lambda _, params: params,
        on_done=lambda deviceid, params: done.append((deviceid, params)),
    )


async def settle() -> None:
    """Let tasks that can run do so."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_intents_of_one_moment_merge(
    queue: CommandQueue, sender: FakeSender, done: list[tuple[str, Params]]
) -> None:
    """A scene that sets four channels sends one frame, and is told once."""
    sender.may_obey.set()
    results = await asyncio.gather(
        *(queue.send("d", "key", outlet(number, "on")) for number in range(4)),
        queue.send("d", "key", {"sledOnline": "off"}),
    )
    merged = {
        "switches": [{"switch": "on", "outlet": number} for number in range(4)],
        "sledOnline": "off",
    }
    assert sender.sent == [("d", "key", merged)]
    assert results == [merged] * 5
    assert done == [("d", merged)]


async def test_intents_in_flight_merge(queue: CommandQueue, sender: FakeSender) -> None:
    """What comes while a frame is in flight waits and goes together."""
    first = asyncio.create_task(queue.send("d", "key", outlet(0, "on")))
    await settle()
    rest = [
        asyncio.create_task(queue.send("d", "key", outlet(number, "on")))
        for number in (1, 2, 0)
    ]
    await settle()
    assert len(sender.sent) == 1
    sender.may_obey.set()
    await asyncio.gather(first, *rest)
    assert len(sender.sent) == 2
    switches: Any = sender.params[1]["switches"]
    assert [entry["outlet"] for entry in switches] == [1, 2, 0]


@pytest.mark.parametrize(
    ("first", "second"),
    [(ON, OFF), (outlet(0, "on"), outlet(0, "off")), (ON | {"a": 1}, {"b": 1} | OFF)],
)
async def test_conflicting_intents_follow(
    queue: CommandQueue, sender: FakeSender, first: Params, second: Params
) -> None:
    """Two intents for the same thing are two frames, in their order."""
    sender.may_obey.set()
    await asyncio.gather(queue.send("d", "key", first), queue.send("d", "key", second))
    assert sender.params == [first, second]


async def test_order_is_kept(queue: CommandQueue, sender: FakeSender) -> None:
    """A later intent never overtakes one that it conflicts with."""
    sender.may_obey.set()
    await asyncio.gather(
        queue.send("d", "key", ON),
        queue.send("d", "key", OFF),
        queue.send("d", "key", {"bright": 5}),
        queue.send("d", "key", ON),
    )
    assert sender.params == [ON, OFF | {"bright": 5}, ON]


async def test_devices_do_not_wait(queue: CommandQueue, sender: FakeSender) -> None:
    """A device that does not answer holds back nobody else."""
    tasks = [
        asyncio.create_task(queue.send(f"d{number}", "key", ON)) for number in range(50)
    ]
    await settle()
    assert len(sender.sent) == 50
    sender.may_obey.set()
    await asyncio.gather(*tasks)


async def test_owners_do_not_merge(queue: CommandQueue, sender: FakeSender) -> None:
    """Intents with another key of the owner are not merged."""
    sender.may_obey.set()
    await asyncio.gather(queue.send("d", "a", ON), queue.send("d", "b", {"bright": 1}))
    assert [apikey for _, apikey, _ in sender.sent] == ["a", "b"]


async def test_complete_shapes_the_merged_frame(sender: FakeSender) -> None:
    """The last shape is given once, to the merged params, just before sending."""
    asked: list[Params] = []

    def complete(_: str, params: Params) -> Params:
        asked.append(params)
        return {**params, "whole": True}

    told: list[Params] = []
    queue = CommandQueue(sender, complete, lambda _, params: told.append(params))
    sender.may_obey.set()
    results = await asyncio.gather(
        queue.send("d", "key", ON), queue.send("d", "key", {"bright": 1})
    )
    whole = {"switch": "on", "bright": 1, "whole": True}
    assert asked == [ON | {"bright": 1}]
    assert list(results) == [whole, whole]
    assert told == [whole]


async def test_failure_reaches_all_callers(
    queue: CommandQueue, sender: FakeSender, done: list[tuple[str, Params]]
) -> None:
    """All callers of a frame get its error; the next frame is sent all the same."""
    sender.error = EwelinkNoAnswerError("no", code=504)
    first = [
        asyncio.create_task(queue.send("d", "key", outlet(number, "on")))
        for number in range(2)
    ]
    await settle()
    later = asyncio.create_task(queue.send("d", "key", OFF))
    await settle()
    sender.may_obey.set()
    results = await asyncio.gather(*first, later, return_exceptions=True)
    assert [type(item) for item in results] == [EwelinkNoAnswerError] * 3
    assert len(sender.sent) == 2
    assert done == []
    sender.error = None
    assert await queue.send("d", "key", ON) == ON


async def test_failure_of_completion(sender: FakeSender) -> None:
    """A frame that cannot be shaped fails, and blocks nothing."""

    def complete(_: str, params: Params) -> Params:
        if "bad" in params:
            raise KeyError
        return params

    queue = CommandQueue(sender, complete, lambda *_: None)
    sender.may_obey.set()
    with pytest.raises(KeyError):
        await queue.send("d", "key", {"bad": 1})
    assert await queue.send("d", "key", ON) == ON


async def test_cancelled_caller(
    queue: CommandQueue, sender: FakeSender, done: list[tuple[str, Params]]
) -> None:
    """A caller that goes away takes nothing from the others."""
    tasks = [
        asyncio.create_task(queue.send("d", "key", outlet(number, "on")))
        for number in range(2)
    ]
    await settle()
    tasks[0].cancel()
    sender.may_obey.set()
    result = await tasks[1]
    assert result["switches"] == [
        {"switch": "on", "outlet": 0},
        {"switch": "on", "outlet": 1},
    ]
    assert len(done) == 1


async def test_failure_without_callers(
    queue: CommandQueue, sender: FakeSender, caplog: pytest.LogCaptureFixture
) -> None:
    """A failure that nobody waits for is not reported by the loop."""
    sender.error = EwelinkNoAnswerError("no", code=504)
    task = asyncio.create_task(queue.send("d", "key", ON))
    await settle()
    task.cancel()
    sender.may_obey.set()
    await settle()
    assert "never retrieved" not in caplog.text


async def test_nothing_is_kept(queue: CommandQueue, sender: FakeSender) -> None:
    """A queue that has sent everything remembers no device."""
    sender.may_obey.set()
    await asyncio.gather(
        *(queue.send(f"d{n % 3}", "key", {f"k{n}": n}) for n in range(9))
    )
    await settle()
    assert queue._last == {}


async def test_intents_are_not_changed(queue: CommandQueue, sender: FakeSender) -> None:
    """What a caller handed over is never changed by merging."""
    intents = [outlet(0, "on"), outlet(1, "on")]
    sender.may_obey.set()
    await asyncio.gather(*(queue.send("d", "key", intent) for intent in intents))
    assert intents == [outlet(0, "on"), outlet(1, "on")]
