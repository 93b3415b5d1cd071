"""What a device announces: news, repetitions, and what cannot be read."""

import json

from custom_components.ewelink.api.lan.models import Hindrance, LanDevice
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.wire import Params

from .announcing import KEY, OTHER_KEY, name_of, packed, record
from .conftest import ID, Clock, Told, hear, plug, watched
from .stub import StubDevice

ON: Params = {"switch": "on"}
OFF: Params = {"switch": "off"}
TIME, LATER = "2026-01-01T10:00:00.000Z", "2026-01-01T11:00:00.000Z"


async def test_report(network: LanNetwork, told: Told) -> None:
    """The first record is a state, what follows happens."""
    watched(network, told)

    network.hear_text(name_of(), record(OFF, seq=1))
    network.hear_text(name_of(), record(ON, seq=2))

    assert told.states == [OFF]
    assert told.updates == [ON]
    assert told.contacts == [(ID, True)]


async def test_repeated_record_is_a_sign_of_life(
    network: LanNetwork, told: Told, clock: Clock
) -> None:
    """It comes by each interface, and as the answer to a question."""
    peer = watched(network, told)
    text = record(OFF)
    network.hear_text(name_of(), text)
    clock.now += 50

    network.hear_text(name_of(), text)
    network.hear_text(name_of("other"), text)

    assert len(told.messages) == 1
    assert peer.contact.last == clock.now
    assert peer.counts.repeats == 2


async def test_replayed_record(network: LanNetwork, told: Told) -> None:
    """What was seen before and counts no further is no news, however often."""
    peer = watched(network, told)
    texts = [record(it, seq=n) for n, it in enumerate((OFF, ON, OFF, ON), start=1)]
    for text in texts:
        network.hear_text(name_of(), text)
    told.messages.clear()

    for text in (*texts[:3], *texts[:3]):
        network.hear_text(name_of(), text)

    assert told.messages == []
    assert peer.counts.stale == 6


async def test_restarted_device(network: LanNetwork, told: Told, clock: Clock) -> None:
    """Its count begins again, and its first record is a state."""
    watched(network, told)
    network.hear_text(name_of(), record(OFF, seq=900))
    clock.now += 5

    network.hear_text(name_of(), record(ON, seq=1))
    network.hear_text(name_of(), record(OFF, seq=2))

    assert told.states == [OFF, ON]
    assert told.updates == [OFF]


async def test_overtaken_record(network: LanNetwork, told: Told) -> None:
    """A packet that was on its way longer is older."""
    watched(network, told)
    network.hear_text(name_of(), record(OFF, seq=7))
    network.hear_text(name_of(), record(ON, seq=9))

    network.hear_text(name_of(), record(OFF, seq=8))

    assert told.updates == [ON]


async def test_same_state_in_diy_mode(
    network: LanNetwork, told: Told, clock: Clock
) -> None:
    """In the clear the same text comes again after a restart."""
    watched(network, told, key=None)
    texts = [record(it, seq=n, key=None) for n, it in ((1, OFF), (2, ON))]
    for text in texts:
        network.hear_text(name_of(), text)
    network.hear_text(name_of(), texts[0])
    assert len(told.messages) == 2

    clock.now += 11
    network.hear_text(name_of(), texts[0])

    assert told.states == [OFF, OFF]


async def test_uncounted_records_in_diy_mode(network: LanNetwork, told: Told) -> None:
    """Where a device does not count, whatever it tells is news."""
    watched(network, told, key=None)
    for params in (OFF, ON, OFF, ON):
        text = packed(id=ID, type="diy_plug", data1=json.dumps(params))
        network.hear_text(name_of(), text)

    assert told.updates == [ON, OFF, ON]


async def test_received_trigger(network: LanNetwork, told: Told) -> None:
    """A radio bridge repeats the last one, which is none at first."""
    watched(network, told, uiid=28)
    for seq, params in enumerate(
        (
            {"arming": True, "rfTrig0": TIME},
            {"arming": True, "rfTrig0": TIME, "rssi": -1},
            {"arming": True, "rfTrig0": LATER},
        ),
        start=1,
    ):
        network.hear_text(name_of(), record(params, seq=seq, kind="rf"))

    assert told.states == [{"arming": True, "rfTrig0": TIME}]
    assert told.updates == [
        {"arming": True, "rfTrig0": TIME, "rssi": -1},
        {"arming": True},
        {"cmd": "trigger", "rfTrig0": LATER},
    ]


async def test_press(network: LanNetwork, told: Told) -> None:
    """A press is told once, and not when it is remembered."""
    watched(network, told)
    press = {"localKeyPass": {"outlet": 0, "key": 0}}
    network.hear_text(name_of(), record({**press, "triggerType": 11}, seq=1))
    network.hear_text(name_of(), record({**press, "triggerType": 11}, seq=2))
    network.hear_text(name_of(), record({**press, "triggerType": 0}, seq=3))

    assert told.states == [{"triggerType": 11}]
    assert told.updates == [{"triggerType": 11}, press, {"triggerType": 0}]


async def test_child_speaks_for_its_parent(network: LanNetwork, told: Told) -> None:
    """What a meter tells of a child is a sign of its own life."""
    parent = network.watch(
        LanDevice(device_id="1000aaaaaa", devicekey=KEY, uiid=128), told.events
    )
    child = network.watch(
        LanDevice(device_id="1000CCCCCC", devicekey=KEY, parent_id="1000aaaaaa"),
        told.events,
    )

    network.hear_text(
        name_of("1000aaaaaa"), record(ON, device_id="1000cccccc", kind="meter")
    )

    assert parent.is_there
    assert child.is_there
    assert [it.deviceid for it in told.messages] == ["1000CCCCCC"]  # type: ignore[union-attr]


async def test_key_that_does_not_open(
    network: LanNetwork, told: Told, clock: Clock
) -> None:
    """The list is read again once an hour, and the last record opened then."""
    peer = watched(network, told, key=OTHER_KEY)
    for seq in range(1, 4):
        network.hear_text(name_of(), record(ON, seq=seq))
    assert (peer.hindrance, peer.is_there) == (Hindrance.WRONG_KEY, False)
    assert peer.counts.unreadable == 3
    assert told.keys == [ID]
    clock.now += 3601
    network.hear_text(name_of(), record(ON, seq=4))
    assert told.keys == [ID, ID]

    network.watch(plug(), told.events)

    assert peer.hindrance is None
    assert told.states == [ON]
    assert peer.is_there


async def test_no_key(network: LanNetwork, told: Told) -> None:
    """What is heard without a key is known to be there, and no more."""
    peer = watched(network, told, key=None)

    network.hear_text(name_of(), record(ON))

    assert peer.hindrance is Hindrance.NO_KEY
    assert not peer.can_send
    assert told.messages == []


async def test_one_forged_record_changes_nothing(
    network: LanNetwork, peer: LanPeer
) -> None:
    """Anybody can announce what no key opens."""
    network.hear_text(name_of(), record(ON, seq=999, key="forged"))
    assert peer.can_send

    network.hear_text(name_of(), record(ON, seq=2))

    assert peer.can_send
    assert peer.seq == 2


async def test_forged_records_beside_the_true_one(
    network: LanNetwork, told: Told, device: StubDevice
) -> None:
    """A device that goes on as before has the same key as before."""
    peer = watched(network, told)
    hear(network, device)
    text = record(OFF)
    network.hear_text(name_of(), text)
    for seq in range(3):
        network.hear_text(name_of(), record(ON, seq=90 + seq, key="forged"))
    assert peer.hindrance is Hindrance.WRONG_KEY

    network.hear_text(name_of(), text)

    assert peer.can_send


async def test_unknown_version(network: LanNetwork, told: Told) -> None:
    """A newer version is not spoken to."""
    peer = watched(network, told)

    network.hear_text(name_of(), packed(id=ID, apivers=2, data1="{}"))

    assert peer.hindrance is Hindrance.UNKNOWN_VERSION
    assert told.messages == []
    assert told.contacts == [(ID, False)]


async def test_version_that_was_made_up(
    network: LanNetwork, told: Told, peer: LanPeer
) -> None:
    """What the device says again ends it, though it is no news."""
    text = record(ON, seq=2)
    network.hear_text(name_of(), text)
    forged = packed(id=ID, apivers=2, data1="{}")
    for _ in range(2):
        network.hear_text(name_of(), forged)
        network.hear_text(name_of("other"), forged)
    assert peer.plan(ON, {}) is None

    network.hear_text(name_of(), text)
    assert peer.can_send
    assert told.contacts == [(ID, False), (ID, True)]


async def test_wrong_key_is_told(
    network: LanNetwork, told: Told, peer: LanPeer
) -> None:
    """When it comes, and when it goes."""
    for seq in (2, 3, 4):
        network.hear_text(name_of(), record(ON, seq=seq, key=OTHER_KEY))
    assert told.contacts == [(ID, False)]
    network.hear_text(name_of(), record(ON, seq=5))
    assert told.contacts == [(ID, False), (ID, True)]


async def test_hub(network: LanNetwork, told: Told) -> None:
    """What speaks another protocol on purpose is reached by the cloud alone."""
    peer = watched(network, told)

    network.hear_text(f"zbbridgeu-{ID}._ewelink._tcp.local.", packed(id=ID, apivers=1))

    assert peer.hindrance is None
    assert not peer.is_there


async def test_unreadable_text_in_the_clear(network: LanNetwork, told: Told) -> None:
    """A record of nonsense is counted."""
    peer = watched(network, told, key=None)

    network.hear_text(name_of(), record(b"[]", key=None))
    network.hear_text(name_of(), record(b"{", key=None))

    assert peer.counts.unreadable == 2
    assert told.messages == []


async def test_empty_state(network: LanNetwork, told: Told) -> None:
    """A meter may have nothing to say."""
    peer = watched(network, told)

    network.hear_text(name_of(), packed(id=ID, seq=1, encrypt="true", iv=""))

    assert peer.is_there
    assert told.messages == []
