"""Who is heard, and who is told of it."""

import logging

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.ewelink.api.lan.models import LanDevice, LanMemory
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.lan.record import Announcement
from custom_components.ewelink.api.wire import Params

from .announcing import KEY, name_of, packed, record
from .conftest import ID, Clock, Told, hear, plug, until, watched
from .stub import StubDevice, telling

ON: Params = {"switch": "on"}
OFF: Params = {"switch": "off"}
TIME, LATER = "2026-01-01T10:00:00.000Z", "2026-01-01T11:00:00.000Z"


async def test_heard_before_it_is_listed(network: LanNetwork, told: Told) -> None:
    """What nobody shows is kept until somebody does."""
    strangers: list[Announcement] = []
    stop = network.follow_strangers(strangers.append)
    network.hear_text(name_of(), record(OFF))
    assert [it.device_id for it in strangers] == [ID]
    assert network.strangers == tuple(strangers)

    peer = watched(network, told)

    assert told.states == [OFF]
    assert peer.is_there
    assert network.strangers == ()
    stop()
    network.hear_text(name_of("1000000002"), record(OFF, device_id="1000000002"))
    assert len(strangers) == 1


async def test_strangers_are_told_to_who_comes_later(network: LanNetwork) -> None:
    """Those that were heard before are told, too."""
    network.hear_text(name_of(), record(OFF, key=None))
    strangers: list[Announcement] = []

    network.follow_strangers(strangers.append)

    assert [it.is_encrypted for it in strangers] == [False]


async def test_strangers_are_bounded(network: LanNetwork, clock: Clock) -> None:
    """Nobody fills the memory with names."""
    for n in range(3000):
        clock.now += 0.1
        network.hear_text(name_of(f"{n}"), record(OFF, device_id=f"{n}"))
        network.hear_service(name_of(f"{n}"), 8081, f"odd{n}.local.")
        network.hear_address(f"odd{n}.local.", f"10.0.{n // 250}.{n % 250 + 1}")

    assert len(network.strangers) <= 512
    assert len(network._hosts._own) + len(network._hosts._strange) <= 512
    assert len(network._hosts._names) <= 512
    assert len(network._flood._speakers) <= 1024


async def test_flood_of_one_name(network: LanNetwork, told: Told, clock: Clock) -> None:
    """What is too much is not read, but the last of it is, and others are served."""
    peer = watched(network, told)
    other = LanDevice(device_id="1000000002", devicekey=KEY)
    network.watch(other, told.events)
    for seq in range(1000):
        network.hear_text(name_of(), record({"n": seq}, seq=seq))
    network.hear_text(name_of("1000000002"), record(ON, device_id="1000000002"))

    assert peer.counts.news == 300
    assert told.messages[-1].deviceid == "1000000002"  # type: ignore[union-attr]
    assert network.dropped == 699

    clock.now += 1
    network.tick()

    assert told.updates[-1] == {"n": 999}


async def test_flood_of_strangers(
    network: LanNetwork, told: Told, clock: Clock
) -> None:
    """Names that nobody shows have one rate together."""
    for n in range(1000):
        network.hear_text(name_of(f"{n}"), record(OFF, device_id=f"{n}", key=None))
    assert len(network.strangers) == 300

    watched(network, told)
    network.hear_text(name_of(), record(ON))

    assert told.states == [ON]


async def test_flood_of_names_for_one_device(
    network: LanNetwork, told: Told, clock: Clock
) -> None:
    """Whoever says that it speaks for a device that is shown is a stranger, too."""
    peer = watched(network, told)
    network.hear_text(name_of(), record(OFF))
    for seq in range(10, 15):
        for n in range(200):
            text = record(ON, seq=seq, key="forged")
            network.hear_text(name_of(f"{n}"), text)

    assert peer.counts.unreadable <= 300
    network.hear_text(name_of(), record(ON, seq=2))
    assert told.updates == [ON]


async def test_address_of_the_newest_packet(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """The newest is tried first, and the one that answered is kept."""
    await peer.probe()
    for n in range(1, 9):
        network.hear_address(f"eWeLink_{ID}.local.", f"10.0.0.{n}")
    network.hear_address(f"eWeLink_{ID}.local.", "8.8.8.8")

    assert peer.host.addresses[0] == "10.0.0.8"
    assert "127.0.0.1" in peer.host.addresses
    assert len(peer.host.addresses) == 4


async def test_other_host_name(
    network: LanNetwork, told: Told, device: StubDevice
) -> None:
    """The service names its host."""
    peer = watched(network, told)

    network.hear_service(name_of(), device.port, "ESP_1.local.")
    network.hear_address("ESP_1.local.", "127.0.0.1")
    network.hear_text(name_of(), record(ON))

    assert await peer.probe()
    network.hear_service(name_of(), 0, "ESP_1.local.")
    assert peer.host.port == device.port


async def test_typed_address(
    network: LanNetwork, told: Told, device: StubDevice
) -> None:
    """A user's address may be anywhere, and is looked at soon."""
    peer = watched(network, told)
    network.place_typed(ID, "127.0.0.1", device.port)
    assert not peer.can_send

    network.tick()
    await until(lambda: peer.can_send)

    assert device.paths == ["getState"]
    network.place_typed(ID, None)
    assert not peer.can_send


async def test_given_address(network: LanNetwork, peer: LanPeer) -> None:
    """A router tells that a device has a new address."""
    network.place(ID, "192.168.0.7")
    network.place("1000000009", "192.168.0.7")

    assert peer.host.addresses[0] == "192.168.0.7"


async def test_remembered_device(
    network: LanNetwork, told: Told, device: StubDevice
) -> None:
    """Where nothing is heard, a device is found where it was."""
    device.answers.append(telling(ON))
    peer = watched(network, told)
    memory = LanMemory(
        host_id=ID, addresses=("127.0.0.1", "8.8.8.8"), port=device.port, type="plug"
    )

    network.remember(ID, memory)
    network.tick()
    await until(lambda: peer.can_send)

    assert told.states == [ON]
    assert told.contacts == [(ID, True)]
    assert peer.memory.addresses == ("127.0.0.1",)
    assert peer.memory.type == "plug"
    network.remember("1000000009", memory)


async def test_newer_is_not_undone_by_memory(
    network: LanNetwork, peer: LanPeer
) -> None:
    """What was heard since counts."""
    network.remember(ID, LanMemory(host_id="other", addresses=("10.0.0.1",)))

    assert peer.host.addresses == ("127.0.0.1",)
    assert peer.type == "plug"


async def test_account_that_is_reloaded(
    network: LanNetwork, peer: LanPeer, told: Told, device: StubDevice
) -> None:
    """Where a device is stays known, and who shows it now is told."""
    later = Told()
    events = later.events
    network.watch(plug(), events)
    network.unwatch(ID, told.events)
    assert network.peer(ID) is peer

    network.unwatch(ID, events)
    assert network.peer(ID) is None
    again = network.watch(plug(), events)

    assert again.host.addresses == ("127.0.0.1",)
    network.hear_text(name_of(), record(ON, seq=5))
    assert later.states == [ON]
    assert told.messages == []


async def test_same_text_after_a_reload(
    network: LanNetwork, peer: LanPeer, told: Told
) -> None:
    """A device that has not changed tells whoever shows it anew."""
    text = record(ON, seq=2)
    network.hear_text(name_of(), text)
    network.unwatch(ID, peer.events)
    later = Told()
    again = network.watch(plug(), later.events)

    network.hear_text(name_of(), text)
    network.hear_text(name_of(), text)

    assert again.is_there
    assert later.states == [ON]
    assert again.counts.repeats == 1


async def test_same_text_of_who_is_not_shown_any_more(
    network: LanNetwork, peer: LanPeer
) -> None:
    """It is a stranger when it announces itself again."""
    text = record(ON, seq=2)
    network.hear_text(name_of(), text)
    network.unwatch(ID, peer.events)
    strangers: list[Announcement] = []
    network.follow_strangers(strangers.append)

    network.hear_text(name_of(), text)
    network.hear_text(name_of(), text)

    assert [it.device_id for it in strangers] == [ID]


async def test_goodbye_is_doubted(network: LanNetwork, peer: LanPeer) -> None:
    """Many say goodbye and stay."""
    text = record(ON, seq=2)
    network.hear_text(name_of(), text)
    network.hear_goodbye(name_of(), text)
    network.hear_goodbye(name_of("1000000009"), text)

    assert peer.is_there
    assert peer.contact.wants_probe
    peer.contact.wants_probe = False
    network.doubt(ID)
    network.doubt("1000000009")
    assert peer.contact.wants_probe


async def test_record_that_was_replaced(network: LanNetwork, peer: LanPeer) -> None:
    """It goes a while after the newer one came, which is no goodbye."""
    old, new = record(ON, seq=2), record({"switch": "off"}, seq=3)
    network.hear_text(name_of(), old)
    network.hear_text(name_of(), new)
    network.hear_goodbye(name_of(), old)

    assert not peer.contact.wants_probe
    network.hear_goodbye(name_of(), new)
    assert peer.contact.wants_probe


async def test_listener_that_fails(
    network: LanNetwork, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever is told does no harm to who listens."""
    events = told.events
    object.__setattr__(events, "on_message", lambda _: 1 // 0)
    network.watch(plug(), events)

    with caplog.at_level(logging.ERROR):
        network.hear_text(name_of(), record(ON))

    assert "ZeroDivisionError" in caplog.text


async def test_addresses_of_unwatched_bridges(
    network: LanNetwork, told: Told, device: StubDevice
) -> None:
    """Children of a bridge are no devices of this network until they are heard."""
    child = LanDevice(device_id="a480062416", devicekey=KEY, parent_id=ID)
    peer = network.watch(child, told.events)
    hear(network, device)

    network.tick()

    assert not peer.is_worth_probing
    assert not network._timers


@given(
    st.lists(
        st.tuples(
            st.sampled_from([name_of(), "ihost-1._ewelink._tcp.local.", "", "x.y"]),
            st.binary(max_size=300) | st.just(record(ON)) | st.just(packed(id=ID)),
        ),
        max_size=6,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
async def test_whatever_is_heard(
    network: LanNetwork, told: Told, heard: list[tuple[str, bytes]]
) -> None:
    """Nothing raises."""
    watched(network, told)
    for name, text in heard:
        network.hear_text(name, text)
        network.hear_service(name, len(text), name)
        network.hear_address(name, name)
        network.hear_goodbye(name, text)
