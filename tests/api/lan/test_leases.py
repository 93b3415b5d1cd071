"""Addresses that change hands."""

from collections.abc import AsyncGenerator

import pytest

from custom_components.ewelink.api.errors import EwelinkUndeliveredError
from custom_components.ewelink.api.lan.claims import Claims
from custom_components.ewelink.api.lan.models import LanDevice, LanMemory
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.wire import Params
from tests.lan_simulator.fixtures import reach_devices

from .announcing import KEY, name_of, record
from .conftest import ID, Clock, Told, hear, made, run_due, run_seconds, watched
from .stub import StubDevice, obeyed, page

ON: Params = {"switch": "on"}
OTHER_ID = "1000000002"


@pytest.fixture
async def elsewhere(device: StubDevice) -> AsyncGenerator[StubDevice]:
    """Run a device at another address, and the same port."""
    reach_devices()
    elsewhere = StubDevice(host="127.0.0.8", port=device.port)
    await elsewhere.start()
    yield elsewhere
    await elsewhere.stop()


@pytest.fixture
def other(network: LanNetwork, told: Told) -> LanPeer:
    """Return another device, which nobody has heard yet."""
    listed = LanDevice(device_id=OTHER_ID, devicekey=KEY, uiid=1)
    return network.watch(listed, told.events)


@pytest.mark.parametrize("answer", [{"error": 404}, {"error": 400}, {"error": 401}])
async def test_refusal_of_whoever_is_there_now(  # noqa: PLR0913, PLR0917 - all are met
    network: LanNetwork,
    peer: LanPeer,
    device: StubDevice,
    clock: Clock,
    told: Told,
    answer: Params,
) -> None:
    """It is no sign of life, and the device is lost as any that does not answer."""
    clock.now += 200
    hear(network, device, OTHER_ID)
    assert not peer.can_send
    assert peer.plan(ON, {}) is None
    device.answers.extend([answer] * 9)

    await run_seconds(network, clock, 30)

    assert told.contacts == [(ID, False)]
    assert peer.hindrance is None
    assert peer.refused == {}
    assert peer.memory.addresses == ()


async def test_devices_that_have_changed_places(
    network: LanNetwork,
    peer: LanPeer,
    other: LanPeer,
    device: StubDevice,
    elsewhere: StubDevice,
) -> None:
    """Each is spoken to where it says last that it is."""
    hear(network, elsewhere, OTHER_ID)
    network.hear_text(name_of(OTHER_ID), record({"switch": "off"}, device_id=OTHER_ID))
    await peer.send(made(peer, ON))
    await other.send(made(other, ON))

    hear(network, device, OTHER_ID)
    hear(network, elsewhere)
    await peer.send(made(peer, ON))
    await other.send(made(other, ON))
    await other.send(made(other, ON))

    assert [it.body["deviceid"] for it in device.received] == [ID, OTHER_ID, OTHER_ID]
    assert [it.body["deviceid"] for it in elsewhere.received] == [OTHER_ID, ID]
    assert peer.memory.addresses == (elsewhere.host,)


async def test_untrue_announcement(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """The device is asked soon, and proves to be where it was."""
    hear(network, device, "somebody")
    assert peer.plan(ON, {}) is None

    assert await run_due(network, clock) == 1
    await peer.send(made(peer, ON))
    assert device.paths == ["getState", "switch"]


async def test_address_that_is_lost_while_it_is_asked(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """The answer is the other's already."""
    device.on_request = lambda _: hear(network, device, OTHER_ID)
    device.answers.append({"error": 404})
    with pytest.raises(EwelinkUndeliveredError):
        await peer.send(made(peer, ON))
    assert peer.contact.failures == 1


async def test_typed_address_that_is_another_s(
    network: LanNetwork, peer: LanPeer, device: StubDevice, elsewhere: StubDevice
) -> None:
    """What a user typed long ago may be the address of another one by now."""
    network.place_typed(ID, elsewhere.host, elsewhere.port)
    hear(network, elsewhere, OTHER_ID)
    await peer.send(made(peer, ON))
    assert (len(device.received), len(elsewhere.received)) == (1, 0)


async def test_remembered_address_that_is_another_s(
    network: LanNetwork, told: Told, device: StubDevice, clock: Clock
) -> None:
    """It is not where it was before the start."""
    hear(network, device, OTHER_ID)
    peer = watched(network, told)
    network.remember(
        ID, LanMemory(host_id=ID, addresses=(device.host,), port=device.port)
    )
    device.answers.append({"error": 404})
    assert await run_due(network, clock) == 1
    assert not peer.is_there
    assert told.contacts == []


async def test_refusal_where_nobody_else_is(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """It is a sign of life, whatever else is announced elsewhere."""
    network.hear_service(name_of(OTHER_ID), 9, "other.local.")
    network.hear_address(f"ewelink_{OTHER_ID}.local.", device.host)
    device.answers.append(page("404 Not Found"))
    clock.now += 5
    assert await peer.probe()
    assert peer.contact.last == clock.now


async def test_refused_by_another_before_that_was_known(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """It is forgotten with the address."""
    device.answers.extend(({"error": 404}, obeyed()))
    assert await peer.probe()
    assert peer.refused == {"getState": 404}
    hear(network, device, OTHER_ID)
    assert peer.refused == {}


def test_claims_are_bounded() -> None:
    """Whoever announces any number of addresses fills nothing."""
    claims = Claims()
    for number in range(5000):
        assert claims.claim("a", (f"10.0.{number // 256}.{number % 256}", 1)) is None
    assert len(claims._owners) == 1024
    assert claims.claim("b", ("10.0.19.1", 1)) == "a"
    assert claims.claim("b", ("10.0.0.1", 1)) is None


async def test_record_that_is_made_up_moves_nothing(
    network: LanNetwork, peer: LanPeer, device: StubDevice, told: Told
) -> None:
    """Another name says where a device is only with what is news of it."""
    text = record({"switch": "off"}, seq=2)
    network.hear_text(name_of(), text)
    for number in range(100):
        network.hear_text(name_of(f"made-up-{number}"), text)
        forged = record(ON, seq=number, key="forged")
        network.hear_text(name_of(f"made-up-{number}"), forged)
    assert peer.host.id == ID
    assert len(network._hosts._own) == 1

    network.hear_text(name_of("renamed"), record(ON, seq=700))
    assert peer.host.id == "renamed"
    assert list(network._hosts._own) == ["renamed"]
