"""Commands of one device merge; devices do not wait for each other."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from custom_components.ewelink.api.command_queue import CommandQueue
from custom_components.ewelink.api.errors import EwelinkNoAnswerError
from custom_components.ewelink.api.wire import Params

type Queue = CommandQueue[FakeDevice]

ON: Params = {"switch": "on"}
OFF: Params = {"switch": "off"}


def outlet(number: int, value: str) -> Params:
    """Return a command for one outlet."""
    return {"switches": [{"switch": value, "outlet": number}]}


class FakeDevice:
    """A device that takes commands as they are, or as `whole` makes them."""

    def __init__(
        self, device_id: str = "d", whole: Callable[[Params], Params] = dict
    ) -> None:
        """Name it."""
        self.id = device_id
        self.params: Params = {}
        self.complete = whole


DEVICE = FakeDevice()


class FakeSender:
    """Keeps what is sent, and obeys when it is let."""

    def __init__(self) -> None:
        """Hold every command back."""
        self.sent: list[tuple[str, Params]] = []
        self.may_obey = asyncio.Event()
        self.error: Exception | None = None

    async def update(self, device: FakeDevice, params: Params) -> Params:
        """Take a command, and answer with its number."""
        self.sent.append((device.id, params))
        number = len(self.sent)
        await self.may_obey.wait()
        if self.error is not None:
            raise self.error
        return {"error": 0, "sequence": str(number)}

    @property
    def params(self) -> list[Params]:
        """Return what was sent."""
        return [params for _, params in self.sent]


@pytest.fixture
def sender() -> FakeSender:
    """Return a sender that holds commands back."""
    return FakeSender()


@pytest.fixture
def done() -> list[tuple[str, Params]]:
    """Return the list of what was obeyed."""
    return []


@pytest.fixture
def queue(sender: FakeSender, done: list[tuple[str, Params]]) -> Queue:
    """Return a queue that tells what was obeyed."""
    return CommandQueue(
        sender.update, on_done=lambda device, params: done.append((device.id, params))
    )


async def settle() -> None:
    """Let tasks that can run do so."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_intents_of_one_moment_merge(
    queue: Queue, sender: FakeSender, done: list[tuple[str, Params]]
) -> None:
    """A scene that sets four channels sends one frame, and is told once."""
    sender.may_obey.set()
    await asyncio.gather(
        *(queue.send(DEVICE, outlet(number, "on")) for number in range(4)),
        queue.send(DEVICE, {"sledOnline": "off"}),
    )
    merged = {
        "switches": [{"switch": "on", "outlet": number} for number in range(4)],
        "sledOnline": "off",
    }
    assert sender.sent == [("d", merged)]
    assert done == [("d", merged)]


async def test_intents_in_flight_merge(queue: Queue, sender: FakeSender) -> None:
    """What comes while a frame is in flight waits and goes together."""
    first = asyncio.create_task(queue.send(DEVICE, outlet(0, "on")))
    await settle()
    rest = [
        asyncio.create_task(queue.send(DEVICE, outlet(number, "on")))
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
    queue: Queue, sender: FakeSender, first: Params, second: Params
) -> None:
    """Two intents for the same thing are two frames, in their order."""
    sender.may_obey.set()
    await asyncio.gather(queue.send(DEVICE, first), queue.send(DEVICE, second))
    assert sender.params == [first, second]


async def test_order_is_kept(queue: Queue, sender: FakeSender) -> None:
    """A later intent never overtakes one that it conflicts with."""
    sender.may_obey.set()
    await asyncio.gather(
        queue.send(DEVICE, ON),
        queue.send(DEVICE, OFF),
        queue.send(DEVICE, {"bright": 5}),
        queue.send(DEVICE, ON),
    )
    assert sender.params == [ON, OFF | {"bright": 5}, ON]


async def test_devices_do_not_wait(queue: Queue, sender: FakeSender) -> None:
    """A device that does not answer holds back nobody else."""
    tasks = [
        asyncio.create_task(queue.send(FakeDevice(f"d{number}"), ON))
        for number in range(50)
    ]
    await settle()
    assert len(sender.sent) == 50
    sender.may_obey.set()
    await asyncio.gather(*tasks)


async def test_another_object_of_a_device(queue: Queue, sender: FakeSender) -> None:
    """A device that was listed as new meanwhile may have another owner: no merging."""
    sender.may_obey.set()
    await asyncio.gather(
        queue.send(FakeDevice(), ON), queue.send(FakeDevice(), {"bright": 1})
    )
    assert sender.params == [ON, {"bright": 1}]


async def test_complete_shapes_the_merged_frame(
    queue: Queue, sender: FakeSender, done: list[tuple[str, Params]]
) -> None:
    """The last shape is given once, to the merged params, just before sending."""
    asked: list[Params] = []

    def complete(params: Params) -> Params:
        asked.append(params)
        return {**params, "whole": True}

    device = FakeDevice("d", complete)
    sender.may_obey.set()
    await asyncio.gather(queue.send(device, ON), queue.send(device, {"bright": 1}))
    whole = {"switch": "on", "bright": 1, "whole": True}
    assert asked == [ON | {"bright": 1}]
    assert sender.params == [whole]
    assert done == [("d", whole)]


async def test_actions_go_alone(
    queue: Queue, sender: FakeSender, done: list[tuple[str, Params]]
) -> None:
    """An action is merged with nothing, keeps its turn, and is no state."""
    sender.may_obey.set()
    device = FakeDevice("d", lambda params: {**params, "whole": True})
    press: Params = {"rfChl": 0}
    _, first, second, _ = await asyncio.gather(
        queue.send(device, ON),
        queue.ask(device, press),
        queue.ask(device, press),
        queue.send(device, {"bright": 1}),
    )
    assert sender.params == [
        ON | {"whole": True},
        press,
        press,
        {"bright": 1, "whole": True},
    ]
    assert [first["sequence"], second["sequence"]] == ["2", "3"]
    assert done == [("d", sender.params[0]), ("d", sender.params[3])]


async def test_failed_action(queue: Queue, sender: FakeSender) -> None:
    """An action that fails is told to who asked, and blocks nothing."""
    sender.error = EwelinkNoAnswerError("no", code=504)
    sender.may_obey.set()
    with pytest.raises(EwelinkNoAnswerError):
        await queue.ask(DEVICE, {"cmd": "reboot"})
    sender.error = None
    await queue.send(DEVICE, ON)
    assert sender.params == [{"cmd": "reboot"}, ON]


async def test_failure_reaches_all_callers(
    queue: Queue, sender: FakeSender, done: list[tuple[str, Params]]
) -> None:
    """All callers of a frame get its error; the next frame is sent all the same."""
    sender.error = EwelinkNoAnswerError("no", code=504)
    first = [
        asyncio.create_task(queue.send(DEVICE, outlet(number, "on")))
        for number in range(2)
    ]
    await settle()
    later = asyncio.create_task(queue.send(DEVICE, OFF))
    await settle()
    sender.may_obey.set()
    results = await asyncio.gather(*first, later, return_exceptions=True)
    assert [type(item) for item in results] == [EwelinkNoAnswerError] * 3
    assert len(sender.sent) == 2
    assert done == []
    sender.error = None
    await queue.send(DEVICE, ON)
    assert sender.params[-1] == ON


async def test_failure_of_completion(queue: Queue, sender: FakeSender) -> None:
    """A frame that cannot be shaped fails, and blocks nothing."""

    def complete(params: Params) -> Params:
        if "bad" in params:
            raise KeyError
        return params

    device = FakeDevice("d", complete)
    sender.may_obey.set()
    with pytest.raises(KeyError):
        await queue.send(device, {"bad": 1})
    await queue.send(device, ON)
    assert sender.params == [ON]


async def test_cancelled_caller(
    queue: Queue, sender: FakeSender, done: list[tuple[str, Params]]
) -> None:
    """A caller that goes away takes nothing from the others."""
    tasks = [
        asyncio.create_task(queue.send(DEVICE, outlet(number, "on")))
        for number in range(2)
    ]
    await settle()
    tasks[0].cancel()
    sender.may_obey.set()
    await tasks[1]
    assert sender.params[0]["switches"] == [
        {"switch": "on", "outlet": 0},
        {"switch": "on", "outlet": 1},
    ]
    assert len(done) == 1


async def test_failure_without_callers(
    queue: Queue, sender: FakeSender, caplog: pytest.LogCaptureFixture
) -> None:
    """A failure that nobody waits for is not reported by the loop."""
    sender.error = EwelinkNoAnswerError("no", code=504)
    task = asyncio.create_task(queue.send(DEVICE, ON))
    await settle()
    task.cancel()
    sender.may_obey.set()
    await settle()
    assert "never retrieved" not in caplog.text


async def test_nothing_is_kept(queue: Queue, sender: FakeSender) -> None:
    """A queue that has sent everything remembers no device."""
    devices = [FakeDevice(f"d{number}") for number in range(3)]
    sender.may_obey.set()
    await asyncio.gather(*(queue.send(devices[n % 3], {f"k{n}": n}) for n in range(9)))
    await settle()
    assert queue._last == {}


async def test_intents_are_not_changed(queue: Queue, sender: FakeSender) -> None:
    """What a caller handed over is never changed by merging."""
    intents = [outlet(0, "on"), outlet(1, "on")]
    sender.may_obey.set()
    await asyncio.gather(*(queue.send(DEVICE, intent) for intent in intents))
    assert intents == [outlet(0, "on"), outlet(1, "on")]
