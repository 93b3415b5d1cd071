"""Commands that are functions: made of what the device has when they are sent."""

import asyncio

import pytest

from custom_components.ewelink.api.command_queue import CommandQueue
from custom_components.ewelink.api.wire import Command, Params, ReadOnlyParams

from .test_command_queue import FakeDevice, FakeSender, settle


class Lamp(FakeDevice):
    """A device whose params follow what it has obeyed."""

    keeps = True

    def obey(self, params: Params) -> None:
        """Take params, or change by itself to what it was."""
        if self.keeps:
            self.params |= params


@pytest.fixture
def lamp() -> Lamp:
    """Return a lamp that takes its two values together."""
    lamp = Lamp()
    lamp.params = {"br": 50, "ct": 255}
    return lamp


@pytest.fixture
def sender() -> FakeSender:
    """Return a sender that obeys at once."""
    sender = FakeSender()
    sender.may_obey.set()
    return sender


@pytest.fixture
def queue(sender: FakeSender, lamp: Lamp) -> CommandQueue[FakeDevice]:
    """Return a queue of the lamp."""
    return CommandQueue(sender.update, on_done=lambda _, params: lamp.obey(params))


def _set(**values: int) -> Command:
    """Return a command that carries both values."""
    return lambda params: {"br": params["br"], "ct": params["ct"], **values}


def _refuse(_params: ReadOnlyParams) -> Params:
    message = "not now"
    raise ValueError(message)


async def test_each_is_made_of_what_was_obeyed(
    queue: CommandQueue[FakeDevice], sender: FakeSender, lamp: Lamp
) -> None:
    """The second of two quick commands does not undo the first."""
    await asyncio.gather(queue.send(lamp, _set(ct=0)), queue.send(lamp, _set(br=10)))

    assert sender.params == [{"br": 50, "ct": 0}, {"br": 10, "ct": 0}]


async def test_one_moment_is_one_frame_where_both_agree(
    queue: CommandQueue[FakeDevice], sender: FakeSender, lamp: Lamp
) -> None:
    """What is made together with an earlier command knows of it."""
    await asyncio.gather(
        queue.send(lamp, {"br": 10}),
        queue.send(lamp, lambda params: {"br": params["br"], "led": "on"}),
    )
    assert sender.params == [{"br": 10, "led": "on"}]


async def test_command_that_cannot_be_made(
    queue: CommandQueue[FakeDevice], sender: FakeSender, lamp: Lamp
) -> None:
    """Nothing is sent for it, not even an empty frame."""
    with pytest.raises(ValueError, match="not now"):
        await queue.send(lamp, _refuse)
    await settle()

    assert sender.params == []


async def test_command_that_can_be_made_behind_another(
    queue: CommandQueue[FakeDevice], sender: FakeSender, lamp: Lamp
) -> None:
    """What an earlier command brings counts, though it is on its way only."""
    sender.may_obey.clear()
    first = asyncio.create_task(queue.send(lamp, {"mode": 1}))
    await settle()
    second = asyncio.create_task(
        queue.send(lamp, lambda params: {"mode": 2 if params["mode"] else 0})
    )
    await settle()
    sender.may_obey.set()
    await asyncio.gather(first, second)

    assert sender.params == [{"mode": 1}, {"mode": 2}]


async def test_failure_is_its_own(
    queue: CommandQueue[FakeDevice], sender: FakeSender, lamp: Lamp
) -> None:
    """Who shares a frame with a command that cannot be made any more is obeyed."""
    sender.may_obey.clear()
    first = asyncio.create_task(queue.send(lamp, {"mode": 1}))
    await settle()

    def _only_in_mode_1(params: ReadOnlyParams) -> Params:
        if params.get("mode") != 1:
            return _refuse(params)
        return {"br": 10}

    rest = [
        asyncio.create_task(queue.send(lamp, {"led": "on"})),
        asyncio.create_task(queue.send(lamp, _only_in_mode_1)),
    ]
    await settle()
    sender.may_obey.set()
    lamp.keeps = False
    await first
    done, failed = await asyncio.gather(*rest, return_exceptions=True)

    assert done is None
    assert isinstance(failed, ValueError)
    assert sender.params == [{"mode": 1}, {"led": "on"}]


async def test_action_is_made_when_it_is_sent(
    queue: CommandQueue[FakeDevice], sender: FakeSender, lamp: Lamp
) -> None:
    """An action that repeats a setting repeats the newest, and tells what was sent."""
    told: list[Params] = []
    await asyncio.gather(
        queue.send(lamp, {"br": 77}), queue.ask(lamp, _set(ct=0), told.append)
    )
    assert sender.params == [{"br": 77}, {"br": 77, "ct": 0}]
    assert told == [{"br": 77, "ct": 0}]
    assert lamp.params == {"br": 77, "ct": 255}


async def test_action_that_cannot_be_made(
    queue: CommandQueue[FakeDevice], sender: FakeSender, lamp: Lamp
) -> None:
    """Nothing is sent for it either."""
    with pytest.raises(ValueError, match="not now"):
        await queue.ask(lamp, _refuse)
    assert sender.params == []
