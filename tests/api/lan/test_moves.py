"""Who wants to know where devices are hears of each new place, once."""

from collections.abc import AsyncGenerator
from contextlib import ExitStack
import socket

import pytest

from custom_components.ewelink.api.errors import (
    EwelinkRefusedError,
    EwelinkUndeliveredError,
)
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.wire import Params
from tests.lan_simulator.fixtures import reach_devices

from .announcing import OTHER_KEY, name_of, packed, record
from .conftest import ID, Told, hear, made, plug, watched
from .stub import StubDevice

ON: Params = {"switch": "on"}
HOST = f"ewelink_{ID}.local."


@pytest.fixture
async def dead(device: StubDevice) -> AsyncGenerator[StubDevice]:
    """Return an address at which no packet is answered."""
    reach_devices()
    dead = StubDevice(host="127.0.0.7", port=device.port)
    with ExitStack() as held:
        listening = held.enter_context(socket.socket())
        listening.bind((dead.host, dead.port))
        listening.listen(0)
        # A queue that is full takes nobody.
        for _ in range(2):
            filler = held.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex((dead.host, dead.port))
        yield dead


async def test_moves(network: LanNetwork, told: Told) -> None:
    """An address that was not known is told, one that comes again is not."""
    moves: list[None] = []
    watched(network, told)
    stop = network.follow_moves(lambda: moves.append(None))
    network.hear_address(HOST, "192.168.1.2")
    assert len(moves) == 1
    network.hear_address(HOST, "192.168.1.2")
    assert len(moves) == 1
    network.hear_address(HOST, "192.168.1.3")
    assert len(moves) == 2
    network.hear_text(name_of(), record({"switch": "off"}))
    assert len(moves) == 3
    stop()
    network.hear_address(HOST, "192.168.1.4")
    assert len(moves) == 3


async def test_addresses_of_strangers(network: LanNetwork, told: Told) -> None:
    """Where somebody else's device is concerns nobody."""
    moves: list[None] = []
    watched(network, told)
    network.follow_moves(lambda: moves.append(None))
    network.hear_address("ewelink_1000000009.local.", "192.168.1.9")
    assert moves == []


async def test_one_who_fails(network: LanNetwork, told: Told) -> None:
    """What one of them raises harms nobody else."""
    moves: list[None] = []

    def fail() -> None:
        raise ZeroDivisionError

    watched(network, told)
    network.follow_moves(fail)
    network.follow_moves(lambda: moves.append(None))
    network.hear_address(HOST, "192.168.1.2")
    assert len(moves) == 1


async def test_names_that_anybody_may_take(
    network: LanNetwork, told: Told, peer: LanPeer
) -> None:
    """Who announces what no key opens does not speak for a device."""
    host = peer.host
    for n in range(40):
        network.hear_text(name_of(f"{n}"), record(ON, seq=n, key=OTHER_KEY))
    network.hear_text(name_of("empty"), packed(id=ID, seq=99, encrypt="true"))

    assert peer.host is host
    assert list(network._hosts._own) == [ID]


async def test_other_host_that_speaks_for_a_device(
    network: LanNetwork, told: Told, peer: LanPeer
) -> None:
    """It is followed, and the one before is not kept."""
    network.hear_text(name_of("1000aaaaaa"), record(ON, seq=2))

    assert peer.host.id == "1000aaaaaa"
    assert list(network._hosts._own) == ["1000aaaaaa"]


async def test_host_name_that_another_has_now(network: LanNetwork, told: Told) -> None:
    """What was told of a name counts no more when its owner has it."""
    peer = watched(network, told)
    name = "ewelink_1000000002.local."
    network.hear_service(name_of(), 8081, name)
    network.hear_service(name_of("1000000002"), 8081, name)

    network.hear_address(name, "192.168.1.2")

    assert peer.host.addresses == ()


async def test_refusal_by_whoever_has_the_address_now(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """A device that has moved is asked again for what another one refused."""
    device.answers.append({"error": 404})
    with pytest.raises(EwelinkRefusedError):
        await peer.send(made(peer, ON))
    hear(network, device)
    assert peer.plan(ON, {}) is None

    network.hear_address(HOST, "127.0.0.9")
    assert peer.plan(ON, {}) is not None


async def test_refusal_before_a_new_key(
    network: LanNetwork, told: Told, peer: LanPeer, device: StubDevice
) -> None:
    """A device that was paired again is asked again for what it could not read."""
    device.answers.append({"error": 400})
    with pytest.raises(EwelinkRefusedError):
        await peer.send(made(peer, ON))
    network.watch(plug(), told.events)
    assert peer.plan(ON, {}) is None

    network.watch(plug(key=OTHER_KEY), told.events)
    assert peer.plan(ON, {}) is not None


async def test_address_that_is_announced_and_dead(
    network: LanNetwork, peer: LanPeer, device: StubDevice, dead: StubDevice
) -> None:
    """Old leases are told beside the true one; who tries the dead one goes on."""
    for _ in range(2):
        hear(network, device)
        network.hear_address(HOST, dead.host)
    with pytest.raises(EwelinkUndeliveredError):
        await peer.send(made(peer, ON))

    assert await peer.probe()
    hear(network, device)
    network.hear_address(HOST, dead.host)
    await peer.send(made(peer, ON))
    assert device.paths == ["getState", "switch"]

    # It is where the other address is when it is not here any more.
    await device.stop()
    with pytest.raises(EwelinkUndeliveredError):
        await peer.send(made(peer, ON))
    network.hear_address(HOST, dead.host)
    assert peer.host.addresses[0] == dead.host


async def test_typed_address_that_is_dead(
    network: LanNetwork, peer: LanPeer, device: StubDevice, dead: StubDevice
) -> None:
    """A device that has moved since is found where it says, and the other way round."""
    network.place_typed(ID, dead.host, dead.port)
    with pytest.raises(EwelinkUndeliveredError):
        await peer.send(made(peer, ON))
    assert await peer.probe()
    await peer.send(made(peer, ON))
    assert device.paths == ["getState", "switch"]

    network.place_typed(ID, device.host, device.port)
    network.hear_address(HOST, dead.host)
    assert await peer.probe()
