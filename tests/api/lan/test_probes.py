"""Devices that have gone quiet."""

import asyncio
import random

import pytest

from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.lan.polling import (
    LivePoll,
    Probe,
)

from .announcing import name_of, record
from .conftest import ID, Clock, Told, hear, run_due, run_seconds, until, watched
from .stub import StubDevice

LED = LivePoll(word="sledOnline")


@pytest.fixture
def no_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at devices exactly when it is planned."""
    monkeypatch.setattr(random, "uniform", lambda *_: 0)


async def test_answer_to_who_has_left(
    network: LanNetwork, peer: LanPeer, device: StubDevice, told: Told
) -> None:
    """An account that was unloaded meanwhile is told nothing any more."""
    device.answers.extend([0.1, {"error": 401}])
    probe = asyncio.ensure_future(peer.probe())
    await until(lambda: bool(device.received))
    network.unwatch(ID, peer.events)

    assert await probe
    assert told.keys == []


async def test_silent_device_is_asked_with_all_first(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """Who does not answer the question to all is looked at alone."""
    clock.now += 119
    assert not network.tick()
    clock.now += 1
    assert network.tick()
    assert not network.tick()
    assert await run_due(network, clock) == 0

    clock.now += 5
    assert await run_due(network, clock) == 1
    assert device.paths == ["getState"]
    assert peer.contact.last == clock.now
    assert not await run_seconds(network, clock, 110)


async def test_silent_device_without_an_address(
    network: LanNetwork, told: Told, clock: Clock
) -> None:
    """Some never tell where they are, and are lost when nothing is heard."""
    peer = watched(network, told)
    for seq in range(3):
        network.hear_text(name_of(), record({"switch": "off"}, seq=seq))
        clock.now += 100
    assert peer.is_there
    for _ in range(200):
        network.polling.is_question_due(clock.now)
        await run_seconds(network, clock, 1)

    assert told.contacts == [(ID, True), (ID, False)]
    network.hear_text(name_of(), record({"switch": "on"}, seq=9))
    assert peer.is_there


async def test_question_is_answered(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """Then nobody is looked at alone."""
    clock.now += 120
    assert network.tick()
    network.hear_text(name_of(), record({"switch": "off"}, seq=2))
    clock.now += 6

    assert await run_due(network, clock) == 0


async def test_questions_are_a_minute_apart(
    network: LanNetwork, peer: LanPeer, clock: Clock
) -> None:
    """However many are silent."""
    clock.now += 120
    questions = []
    for second in range(150):
        if network.polling.is_question_due(clock.now):
            questions.append(second)
        clock.now += 1

    assert questions == [0, 60, 120]


@pytest.mark.usefixtures("no_jitter")
async def test_lost_device_is_looked_at_less_and_less(
    network: LanNetwork,
    peer: LanPeer,
    device: StubDevice,
    clock: Clock,
    told: Told,
) -> None:
    """It is soon known to be lost, and found again at once when it is heard."""
    await device.stop()
    clock.now += 200
    peer.contact.doubted()

    asked = await run_seconds(network, clock, 900)

    assert asked == [0, 10, 20, 80, 200, 440]
    assert told.contacts == [(ID, False)]
    await device.start()
    network.hear_service(name_of(), device.port, f"eWeLink_{ID}.local.")
    network.hear_text(name_of(), record({"switch": "on"}, seq=2))
    assert await run_due(network, clock) == 1
    assert peer.can_send
    assert told.contacts == [(ID, False), (ID, True)]


async def test_new_address_is_looked_at(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """A device that was not reached is tried at once where it is now."""
    await device.stop()
    assert not await peer.probe()
    await run_seconds(network, clock, 100)
    device.host, device.port = "127.0.0.1", 0
    await device.start()
    assert await run_due(network, clock) == 0

    hear(network, device)
    peer.contact.moved()

    assert await run_due(network, clock) == 1
    assert peer.can_send


async def test_what_runs_is_not_due(
    network: LanNetwork, peer: LanPeer, clock: Clock
) -> None:
    """A device that answers late is not asked meanwhile."""
    peer.contact.doubted()
    [job] = network.polling.due(clock.now)
    assert isinstance(job, Probe)
    clock.now += 1000

    assert network.polling.due(clock.now) == []
