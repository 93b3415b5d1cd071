"""What is said in the clear of a device that seals what it says."""

import pytest

from custom_components.ewelink.api.errors import EwelinkRefusedError
from custom_components.ewelink.api.lan.models import LanMemory
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.wire import Params

from .announcing import name_of, record
from .conftest import ID, Clock, Told, hear, made, run_due, watched
from .stub import Answer, StubDevice, obeyed, page, telling

ON: Params = {"switch": "on"}
OFF: Params = {"switch": "off"}


def _claim(network: LanNetwork, params: Params = ON, seq: int = 2) -> None:
    text = record(params, seq=seq, kind="diy_plug", key=None)
    network.hear_text(name_of(), text)


async def test_claim_changes_nothing(
    network: LanNetwork, peer: LanPeer, device: StubDevice, told: Told, clock: Clock
) -> None:
    """Neither the state nor the mode, nor is it a sign of life."""
    heard_at = peer.contact.last
    clock.now += 5
    _claim(network)

    assert told.messages == []
    assert (peer.is_plain, peer.type, peer.seq) == (False, "plug", 1)
    assert peer.contact.last == heard_at
    assert peer.counts.unproven == 1
    await peer.send(made(peer, ON))
    assert device.received[0].body["encrypt"] is True


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([{"error": 401}], id="wants its key"),
        pytest.param([{"error": 404}, {"error": 400}], id="knows neither"),
        pytest.param([page(), page()], id="pages"),
        pytest.param([telling(ON), telling(ON)], id="answers sealed"),
    ],
)
async def test_claim_that_is_untrue(
    network: LanNetwork,
    peer: LanPeer,
    device: StubDevice,
    clock: Clock,
    answers: list[Answer],
) -> None:
    """The device is asked soon, in the clear and then as ever."""
    device.answers.extend(answers)
    _claim(network)

    assert await run_due(network, clock) == 1
    *asked, usual = device.received
    assert [it.path for it in asked] == ["info", "getState"][: len(answers)]
    assert all(it.body["data"] == {} for it in asked)
    assert usual.body["encrypt"] is True
    assert not peer.is_plain
    assert (peer.counts.news, peer.seq) == (1, 1)
    assert peer.can_send
    assert peer.refused == {}


async def test_claim_that_is_true(
    network: LanNetwork, peer: LanPeer, device: StubDevice, told: Told, clock: Clock
) -> None:
    """The device's own answer in the clear proves it, and the record counts then."""
    device.answers.append(obeyed(data={"switch": "on", "signalStrength": -50}))
    _claim(network)
    assert await run_due(network, clock) == 1

    assert peer.is_plain
    assert told.updates == [ON]
    await peer.send(made(peer, OFF))
    assert device.received[-1].body["data"] == OFF
    _claim(network, OFF, seq=3)
    assert told.updates == [ON, OFF]
    assert peer.counts.unproven == 1


async def test_firmware_that_knows_the_other_question(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """Any of both answers will do."""
    device.answers.extend(({"error": 404}, obeyed(data=ON)))
    _claim(network)
    await run_due(network, clock)
    assert peer.is_plain


async def test_claims_are_asked_about_seldom(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """However many there are."""
    for seq in range(2, 62):
        device.answers.append({"error": 401})
        _claim(network, {"n": seq}, seq)
        await run_due(network, clock)
        device.answers.clear()
        clock.now += 0.9
    assert device.paths.count("info") == 1

    clock.now += 10
    device.answers.append({"error": 401})
    _claim(network, ON, 99)
    await run_due(network, clock)
    assert device.paths.count("info") == 2
    assert peer.counts.unproven == 61


async def test_device_that_does_not_answer(
    network: LanNetwork, peer: LanPeer, device: StubDevice, told: Told, clock: Clock
) -> None:
    """After ten minutes without anything sealed the record is believed."""
    await device.stop()
    clock.now += 599
    _claim(network)
    await run_due(network, clock)
    assert told.messages == []

    clock.now += 1
    _claim(network, OFF, 3)
    assert peer.is_plain
    assert told.updates == [OFF]


async def test_sealed_signs_go_on(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """A repetition counts, and so does an answer to what was sealed."""
    text = record(OFF, seq=2)
    network.hear_text(name_of(), text)
    clock.now += 599
    network.hear_text(name_of(), text)
    clock.now += 599
    await peer.send(made(peer, ON))
    clock.now += 599
    _claim(network)

    assert not peer.is_plain
    network.hear_text(name_of(), record(OFF, seq=4))
    assert peer.mode.claim is None


async def test_remembered_mode(
    network: LanNetwork, told: Told, device: StubDevice, clock: Clock
) -> None:
    """What was sealed before a start is not believed to be in the clear at once."""
    peer = watched(network, told)
    network.remember(ID, LanMemory(host_id=ID, type="plug"))
    hear(network, device)
    _claim(network)
    assert told.messages == []

    await run_due(network, clock)
    assert peer.is_plain
    assert told.states == [ON]


async def test_device_that_was_never_sealed(network: LanNetwork, told: Told) -> None:
    """One that was in DIY mode all along is believed."""
    peer = watched(network, told)
    _claim(network)
    assert peer.is_plain
    assert told.states == [ON]


async def test_refusal_in_the_other_mode(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """What could not be read as it was sealed is tried in the clear."""
    _claim(network)
    device.answers.append({"error": 400})
    with pytest.raises(EwelinkRefusedError):
        await peer.send(made(peer, ON))
    assert peer.plan(ON, {}) is None

    await run_due(network, clock)
    await peer.send(made(peer, ON))
    assert device.received[-1].body["data"] == ON


async def test_empty_record(network: LanNetwork, told: Told) -> None:
    """What holds nothing sealed proves no mode."""
    peer = watched(network, told, key=None)
    _claim(network)
    text = record(b"", seq=3, key=None).replace(b"apivers=1", b"encrypt=1")
    network.hear_text(name_of(), text)
    assert peer.is_plain
