"""One device: what goes wrong with it, and what follows from that."""

import asyncio
from typing import Any

import pytest

from custom_components.ewelink.api.errors import (
    EwelinkBusyError,
    EwelinkNoAnswerError,
    EwelinkRefusedError,
    EwelinkUndeliveredError,
    EwelinkWrongKeyError,
)
from custom_components.ewelink.api.lan.models import Hindrance
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.lan.trial import try_at
from custom_components.ewelink.api.lan.turns import Rank
from custom_components.ewelink.api.wire import Params

from .announcing import name_of, record
from .conftest import Clock, Told, made, until
from .stub import StubDevice, obeyed, page

ON: Params = {"switch": "on"}


async def test_unreadable_state_is_none(peer: LanPeer, device: StubDevice) -> None:
    """What the answer holds beside its error does not undo that it obeyed."""
    device.answers.append(obeyed(encrypt=True, iv="?", data="?"))

    assert await peer.send(made(peer, ON)) == {}
    assert peer.counts.unreadable == 1


async def test_other_record_proves_nothing(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """A report of something else, or of another state, is none of the command."""
    device.answers.append(9.0)
    device.on_request = lambda _: network.hear_text(
        name_of(), record({"switch": "off", "rssi": -1}, seq=2)
    )

    with pytest.raises(EwelinkNoAnswerError):
        await peer.send(made(peer, ON))

    assert peer.counts.unanswered == 1
    assert peer.contact.wants_probe


@pytest.mark.parametrize("answer", [{"error": 400}, {"error": 404}, page()])
async def test_refused_path_is_not_tried_again(
    peer: LanPeer, device: StubDevice, answer: Any
) -> None:
    """A device that does not know a command is not asked for it twice."""
    device.answers.append(answer)

    with pytest.raises(EwelinkRefusedError):
        await peer.send(made(peer, ON))

    assert peer.plan(ON, {}) is None
    assert peer.plan({"sledOnline": "on"}, {}) is not None
    assert list(peer.refused) == ["switch"]
    assert peer.is_there


async def test_failure_is_no_refusal_for_good(
    peer: LanPeer, device: StubDevice
) -> None:
    """A device that failed may do it the next time."""
    device.answers.append({"error": 500})

    with pytest.raises(EwelinkRefusedError):
        await peer.send(made(peer, ON))

    assert peer.plan(ON, {}) is not None


async def test_undelivered(peer: LanPeer, device: StubDevice, told: Told) -> None:
    """The next commands do not wait for a device that is not there."""
    await device.stop()

    with pytest.raises(EwelinkUndeliveredError):
        await peer.send(made(peer, ON))

    assert peer.plan(ON, {}) is None
    assert not peer.can_send
    assert peer.contact.wants_probe
    assert peer.is_there
    assert told.contacts == []


async def test_back_after_a_probe(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """A report alone does not prove that requests get through, an answer does."""
    await device.stop()
    with pytest.raises(EwelinkUndeliveredError):
        await peer.send(made(peer, ON))
    network.hear_text(name_of(), record(ON, seq=2))
    assert peer.plan(ON, {}) is None

    await device.start()
    assert await peer.probe()

    assert peer.can_send
    assert not peer.contact.wants_probe


async def test_lost_after_three_failures(
    peer: LanPeer, device: StubDevice, told: Told, clock: Clock
) -> None:
    """It counts as gone when it was silent for long and does not answer."""
    await device.stop()
    clock.now += 200

    for _ in range(3):
        assert not await peer.probe()

    assert not peer.is_there
    assert told.contacts == [("1000000001", False)]


async def test_heard_lately_is_there(
    peer: LanPeer, device: StubDevice, told: Told
) -> None:
    """A device that reports is there, even where no request reaches it."""
    await device.stop()

    for _ in range(5):
        assert not await peer.probe()

    assert peer.is_there


async def test_other_place(peer: LanPeer, device: StubDevice) -> None:
    """An address that a user gives is tried before it is taken."""
    device.answers.extend([{"error": 404}, {"error": 401}])

    await try_at(peer, {}, "127.0.0.1", device.port)
    with pytest.raises(EwelinkWrongKeyError):
        await try_at(peer, {}, "127.0.0.1", device.port)
    with pytest.raises(EwelinkUndeliveredError):
        await try_at(peer, {}, "127.0.0.1", 9)

    assert peer.can_send


@pytest.mark.parametrize("answer", [{"error": 404}, {"error": 400}, page()])
async def test_other_device_at_a_typed_address(
    peer: LanPeer, device: StubDevice, answer: Any
) -> None:
    """One that has a LED lets it be as it is, if its key is right."""
    device.answers.extend([obeyed(), answer])
    known = {"sledOnline": "on", "switch": "off"}

    await try_at(peer, known, "127.0.0.1", device.port)
    with pytest.raises(EwelinkWrongKeyError):
        await try_at(peer, known, "127.0.0.1", device.port)

    assert not peer.refused


async def test_busy_device_is_there(peer: LanPeer, device: StubDevice) -> None:
    """Somebody resets the connections."""
    device.answers.extend([None] * 40)

    with pytest.raises(EwelinkBusyError):
        await peer.send(made(peer, ON))

    assert peer.can_send


@pytest.mark.parametrize("answer", [{"error": 404}, page(), obeyed()])
async def test_any_answer_is_life(
    peer: LanPeer, device: StubDevice, answer: Any
) -> None:
    """Even an error, or a page."""
    device.answers.append(answer)

    assert await peer.probe()


async def test_other_key(peer: LanPeer, device: StubDevice, told: Told) -> None:
    """A device that was paired elsewhere is left to the cloud."""
    device.answers.append({"error": 401})

    with pytest.raises(EwelinkWrongKeyError):
        await peer.send(made(peer, ON))

    assert peer.hindrance is Hindrance.WRONG_KEY
    assert peer.plan(ON, {}) is None
    assert told.keys == ["1000000001"]


async def test_no_longer_in_diy_mode(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """A device that wants its key has it from the next command on."""
    network.hear_text(name_of(), record({"switch": "off"}, seq=2, key=None))
    assert await peer.probe()
    device.received.clear()
    device.answers.append({"error": 401})

    with pytest.raises(EwelinkWrongKeyError):
        await peer.send(made(peer, ON))
    await peer.send(made(peer, ON))

    assert ["encrypt" in it.body for it in device.received] == [False, True]


async def test_unread_after_an_unread_record(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """What cannot be read on both sides is a matter of the key, not of the path."""
    network.hear_text(name_of(), record(ON, seq=2, key="another"))
    device.answers.append({"error": 400})

    with pytest.raises(EwelinkWrongKeyError):
        await peer.send(made(peer, ON))

    assert peer.refused == {}


async def test_caller_that_goes_away(peer: LanPeer, device: StubDevice) -> None:
    """What nobody waits for any more does not hold up the next."""
    device.answers.append(9.0)
    task = asyncio.ensure_future(peer.send(made(peer, ON)))
    await until(lambda: bool(device.received))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await peer.send(made(peer, ON))

    assert len(device.received) == 2


async def test_network_that_is_closed(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """Who waits is told."""
    device.answers.append(9.0)
    task = asyncio.ensure_future(peer.send(made(peer, ON)))
    await until(lambda: bool(device.received))

    network.close()

    with pytest.raises(EwelinkNoAnswerError):
        await task


async def test_too_much_waits(peer: LanPeer, device: StubDevice) -> None:
    """A device that is far behind is sent no more."""
    device.answers.append(9.0)
    tasks = [
        asyncio.ensure_future(peer.request("switch", {}, Rank.COMMAND))
        for _ in range(201)
    ]
    await asyncio.sleep(0)

    with pytest.raises(EwelinkBusyError):
        await peer.request("switch", {})

    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
