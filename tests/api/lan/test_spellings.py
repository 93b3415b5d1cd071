"""What follows a power failure, in the words of whatever firmware is in DIY mode."""

from typing import Any

import pytest

from custom_components.ewelink.api.errors import EwelinkRefusedError
from custom_components.ewelink.api.lan.mode import SEALED_SECONDS
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.wire import Params

from .announcing import name_of, record
from .conftest import Clock, Told, made, until
from .stub import StubDevice, obeyed, page

START = [{"outlet": 0, "startup": "on"}]
COMMAND: Params = {"configure": START}
OLD, NEW, USUAL = (
    ("startups", {"configure": START}),
    ("startups", {"startups": START}),
    ("configure", COMMAND),
)


@pytest.fixture
def plain(network: LanNetwork, peer: LanPeer, clock: Clock) -> LanPeer:
    """Return a device with a key that is in DIY mode, and was not for a while."""
    clock.now += SEALED_SECONDS
    network.hear_text(name_of(), record({"switch": "off"}, seq=2, key=None))
    assert peer.is_plain
    return peer


def _sent(device: StubDevice) -> list[tuple[str, Any]]:
    return [(it.path, it.data) for it in device.received]


@pytest.mark.parametrize(
    ("answers", "sent", "refused"),
    [
        pytest.param([], [OLD], {}, id="first"),
        pytest.param([{"error": 422}], [OLD, NEW], {}, id="second"),
        pytest.param(
            [page(), {"error": 404}], [OLD, NEW, USUAL], {"startups": 404}, id="third"
        ),
    ],
)
async def test_spelling_that_is_taken(
    plain: LanPeer,
    device: StubDevice,
    answers: list[Any],
    sent: list[Any],
    refused: dict[str, int],
) -> None:
    """One after another is tried, and what was taken is known from then on."""
    device.answers.extend(answers)
    await plain.send(made(plain, COMMAND))
    assert _sent(device) == sent
    assert plain.refused == refused

    device.received.clear()
    await plain.send(made(plain, COMMAND))
    assert _sent(device) == sent[-1:]


async def test_no_spelling_is_taken(plain: LanPeer, device: StubDevice) -> None:
    """It is not tried again, as of any path."""
    device.answers.extend([{"error": 422}] * 3)
    with pytest.raises(EwelinkRefusedError):
        await plain.send(made(plain, COMMAND))
    assert _sent(device) == [OLD, NEW, USUAL]
    assert plain.plan(COMMAND, {}) is None


async def test_spelling_of_firmware_that_is_new(
    plain: LanPeer, device: StubDevice
) -> None:
    """What was taken before an update is tried once, and then all are."""
    await plain.send(made(plain, COMMAND))
    device.received.clear()
    device.answers.append({"error": 500})
    with pytest.raises(EwelinkRefusedError):
        await plain.send(made(plain, COMMAND))
    device.answers.append({"error": 500})
    await plain.send(made(plain, COMMAND))
    assert _sent(device) == [OLD, OLD, NEW]


async def test_account_mode(peer: LanPeer, device: StubDevice) -> None:
    """Sealed, there is but one."""
    await peer.send(made(peer, COMMAND))
    assert _sent(device) == [USUAL]


async def test_report_in_other_words(
    network: LanNetwork, plain: LanPeer, device: StubDevice, told: Told
) -> None:
    """It proves the command as well, and is told in those of the cloud."""
    device.answers.extend([0.25, obeyed(data={"signalStrength": -40})])
    words = record({"startups": START, "signalStrength": -41}, seq=3, key=None)
    device.on_request = lambda _: network.hear_text(name_of(), words)
    assert await plain.send(made(plain, COMMAND)) == {}
    assert told.updates == [{"switch": "off"}, {"configure": START, "rssi": -41}]
    await until(lambda: bool(told.states))
    assert told.states == [{"rssi": -40}]


async def test_words_that_are_sealed(network: LanNetwork, told: Told) -> None:
    """Only DIY mode has words of its own."""
    network.hear_text(name_of(), record({"signalStrength": -41}, seq=2))
    assert told.updates == []
