"""Records that were sent before, by the device or by anybody who heard them."""

import pytest

from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.wire import Params

from .announcing import KEY, name_of, packed, record, sealed
from .conftest import ID, Clock, Told, watched

ON: Params = {"switch": "on"}
OFF: Params = {"switch": "off"}


def _sealed_text(params: Params, seq: int) -> tuple[bytes, bytes]:
    """Return a record, and the same text with a count that somebody made up."""
    data, iv = sealed(params)
    head = {"id": ID, "type": "plug", "apivers": 1, "encrypt": "true", "iv": iv}
    return packed(**head, seq=seq, data1=data), packed(**head, seq=90_000, data1=data)


@pytest.mark.parametrize("seconds", [0, 11, 7200])
async def test_replay_with_a_higher_count(
    network: LanNetwork, told: Told, clock: Clock, seconds: int
) -> None:
    """What is not sealed of a record cannot make an old text new."""
    peer = watched(network, told)
    text, forged = _sealed_text(ON, 1)
    network.hear_text(name_of(), text)
    network.hear_text(name_of(), record(OFF, seq=2))
    told.messages.clear()
    heard_at = peer.contact.last
    clock.now += seconds

    network.hear_text(name_of(), forged)
    assert told.messages == []
    assert (peer.seq, peer.counts.stale) == (2, 1)
    assert peer.contact.last == heard_at

    network.hear_text(name_of(), record(ON, seq=3))
    assert told.updates == [ON]


@pytest.mark.parametrize(
    ("iv", "spelling"), [("MDEyMzQ1Njc4OTAxMjM0NQ==", ""), (None, "="), (None, "==")]
)
async def test_replay_in_disguise(
    network: LanNetwork, told: Told, iv: str | None, spelling: str
) -> None:
    """Neither another beginning nor another spelling makes an old text new."""
    peer = watched(network, told)
    data, own = sealed({"switch": "on", "sledOnline": "on", "rssi": -50})
    head = {"id": ID, "type": "plug", "apivers": 1, "encrypt": "true"}
    network.hear_text(name_of(), packed(**head, seq=1, iv=own, data1=data))
    network.hear_text(name_of(), record(OFF, seq=2))

    forged = data.rstrip("=") + spelling
    network.hear_text(name_of(), packed(**head, seq=3, iv=iv or own, data1=forged))

    assert (peer.counts.news, peer.counts.stale) == (2, 1)


async def test_nothing_to_say(network: LanNetwork, told: Told) -> None:
    """A meter that has no state of its own is there all the same."""
    peer = watched(network, told)
    network.hear_text(name_of(), record(OFF, seq=1))
    for seq in (2, 3, 4):
        network.hear_text(name_of(), packed(id=ID, seq=seq, encrypt="true", iv=""))

    assert (peer.counts.news, peer.counts.stale) == (4, 0)


async def test_replay_of_the_last_record(network: LanNetwork, told: Told) -> None:
    """It tells nothing new either, and the device's own count stays."""
    peer = watched(network, told)
    text, forged = _sealed_text(ON, 5)
    network.hear_text(name_of(), text)
    network.hear_text(name_of(), forged)

    assert len(told.messages) == 1
    assert (peer.seq, peer.counts.repeats) == (5, 1)


async def test_replay_after_a_restart(
    network: LanNetwork, told: Told, clock: Clock
) -> None:
    """The count begins again with the device, old texts do not."""
    peer = watched(network, told)
    text, _ = _sealed_text(ON, 900)
    network.hear_text(name_of(), text)
    clock.now += 60
    network.hear_text(name_of(), record(OFF, seq=1))

    network.hear_text(name_of(), text)

    assert told.states == [ON, OFF]
    assert peer.seq == 1


async def test_same_state_in_the_clear(
    network: LanNetwork, told: Told, clock: Clock
) -> None:
    """It comes again and again, each time with a higher count."""
    watched(network, told, key=None)
    for seq, params in enumerate((OFF, ON, OFF, ON, ON), start=1):
        network.hear_text(name_of(), record(params, seq=seq, key=None))

    assert told.updates == [ON, OFF, ON, ON]


async def test_memory_is_bounded(network: LanNetwork, told: Told, clock: Clock) -> None:
    """However much a device tells, few of its texts are kept."""
    peer = watched(network, told, key=KEY)
    for seq in range(1000):
        network.hear_text(name_of(), record({"n": seq}, seq=seq))
        clock.now += 1

    assert peer.counts.news == 1000
    assert len(peer._history._seen) == 128
