"""One device: what it is sent, and when that counts as done."""

import asyncio
from itertools import pairwise

import pytest

from custom_components.ewelink.api.errors import (
    EwelinkRefusedError,
)
from custom_components.ewelink.api.lan.models import LanDevice
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.wire import Params

from .announcing import KEY, name_of, record, sealed
from .conftest import FAST, Told, hear, made, until
from .stub import Received, StubDevice, obeyed, telling

ON: Params = {"switch": "on"}


async def test_command(peer: LanPeer, device: StubDevice) -> None:
    """A command is done when the device has answered."""
    plan = made(peer, ON)

    assert await peer.send(plan) == {}

    [received] = device.received
    assert (received.path, received.data) == ("switch", ON)
    assert plan.left == {}


async def test_answer_with_state(peer: LanPeer, device: StubDevice) -> None:
    """Newer chips answer with their state."""
    device.answers.append(telling({"switch": "on", "power": 12}))

    assert await peer.send(made(peer, ON)) == {"switch": "on", "power": 12}


async def test_record_is_as_good_as_the_answer(
    network: LanNetwork, peer: LanPeer, device: StubDevice, told: Told
) -> None:
    """Some firmware moves the relay at once and answers late."""
    device.answers.extend([0.2, telling({"switch": "on", "rssi": -40})])
    device.on_request = lambda _: network.hear_text(name_of(), record(ON, seq=2))

    await peer.send(made(peer, ON))

    assert told.updates == [ON]
    assert told.states == []
    await until(lambda: bool(told.states))
    assert told.states == [{"switch": "on", "rssi": -40}]


async def test_shown_is_not_sent_again(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """A device that has obeyed and resets the connection is not told once more."""
    device.answers.extend([0.01, None])
    device.on_request = lambda _: network.hear_text(name_of(), record(ON, seq=2))

    await peer.send(made(peer, ON))
    await peer.probe()

    assert device.paths == ["switch", "getState"]


async def test_record_from_before_proves_nothing(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """What waits for its turn was not obeyed yet, whatever the device reports."""
    device.answers.extend([0.1, obeyed(), {"error": 422}])
    first = asyncio.ensure_future(peer.send(made(peer, {"sledOnline": "on"})))
    second = asyncio.ensure_future(peer.send(made(peer, ON)))
    await until(lambda: bool(device.received))
    network.hear_text(name_of(), record(ON, seq=2))

    await first
    with pytest.raises(EwelinkRefusedError):
        await second


async def test_one_at_a_time(peer: LanPeer, device: StubDevice) -> None:
    """A device serves one connection, and wants a pause between two."""
    device.answers.extend([0.01, obeyed()])
    params: list[Params] = [{"switches": [{"outlet": n}]} for n in range(4)]

    await asyncio.gather(*(peer.send(made(peer, it)) for it in params))

    assert device.most_open == 1
    assert [it.data for it in device.received] == params
    times = [it.at for it in device.received]
    assert min(b - a for a, b in pairwise(times)) >= FAST.spacing


async def test_commands_before_polls(peer: LanPeer, device: StubDevice) -> None:
    """Who wants something now does not wait for figures."""
    device.answers.extend([0.02, obeyed()])
    first = asyncio.ensure_future(peer.request("statistics", {}))
    await asyncio.sleep(0)
    polls = [asyncio.ensure_future(peer.request("uiActive", {})) for _ in range(2)]
    await asyncio.sleep(0)
    command = asyncio.ensure_future(peer.send(made(peer, ON)))

    await asyncio.gather(first, *polls, command)

    assert device.paths == ["statistics", "switch", "uiActive", "uiActive"]


async def test_several_paths(peer: LanPeer, device: StubDevice, told: Told) -> None:
    """What was acknowledged is not left when the next fails, and is so."""
    device.answers.extend([obeyed(), {"error": 404}])
    plan = made(peer, {"switch": "on", "sledOnline": "on"})

    with pytest.raises(EwelinkRefusedError):
        await peer.send(plan)

    assert plan.left == {"sledOnline": "on"}
    assert told.states == [{"switch": "on"}]


async def test_all_paths_are_done(
    peer: LanPeer, device: StubDevice, told: Told
) -> None:
    """Then who has sent it tells what is so."""
    plan = made(peer, {"switch": "on", "sledOnline": "on"})
    await peer.send(plan)
    assert plan.done == {"switch": "on", "sledOnline": "on"}
    assert told.states == []


async def test_action_needs_its_answer(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """No report stands for the answer to an action."""
    device.on_request = lambda _: network.hear_text(name_of(), record(ON, seq=2))
    device.answers.append({"error": 422})

    with pytest.raises(EwelinkRefusedError):
        await peer.ask(made(peer, ON))


async def test_question(peer: LanPeer, device: StubDevice) -> None:
    """Few devices tell their state."""
    device.answers.append(telling({"switch": "on"}))

    assert await peer.query() == ON
    assert await peer.query() == {}
    assert device.paths == ["getState", "getState"]


async def test_announced_before_the_answer(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """What was announced since the question came is newer than its answer."""
    device.on_request = lambda _: network.hear_text(name_of(), record(ON, seq=2))
    device.answers.append(telling({"switch": "off", "startup": "on"}))
    assert await peer.query() == {"startup": "on"}

    device.on_request = lambda _: None
    device.answers.append(telling({"switch": "off", "startup": "on"}))
    assert await peer.query() == {"switch": "off", "startup": "on"}


async def test_probe_tells_the_state(
    peer: LanPeer, device: StubDevice, told: Told
) -> None:
    """A look at a device may bring its state along."""
    device.answers.append(telling({"switch": "on"}))

    await peer.probe()

    assert told.states == [ON]


async def test_diy_device(network: LanNetwork, device: StubDevice, told: Told) -> None:
    """A device in DIY mode is spoken to in the clear."""
    peer = network.watch(LanDevice(device_id="1000000001", is_plain=True), told.events)
    hear(network, device)
    network.hear_text(name_of(), record({"switch": "off"}, kind="diy_plug", key=None))

    await peer.send(made(peer, ON))
    await peer.query()

    assert [it.body["data"] for it in device.received] == [ON, {}]
    assert device.paths == ["switch", "info"]


async def test_listed_device_in_diy_mode(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """The key is kept for later."""
    network.hear_text(name_of(), record({"switch": "off"}, seq=1, key=None))
    assert await peer.probe()
    device.received.clear()
    await peer.send(made(peer, ON))
    network.hear_text(name_of(), record({"switch": "off"}, seq=2))
    await peer.send(made(peer, ON))

    assert ["encrypt" in it.body for it in device.received] == [False, True]


async def test_child_of_a_meter(
    network: LanNetwork, device: StubDevice, told: Told
) -> None:
    """A child is reached through its parent, by its own id in the data."""
    child = LanDevice(
        device_id="1000CCCCCC", devicekey=KEY, uiid=130, parent_id="1000aaaaaa"
    )
    peer = network.watch(child, told.events)
    hear(network, device, "1000aaaaaa")
    network.hear_text(
        name_of("1000aaaaaa"), record({}, device_id="1000cccccc", kind="meter")
    )
    wanted: Params = {"switches": [{"outlet": 0, "switch": "on"}]}

    await peer.send(made(peer, wanted))

    [received] = device.received
    assert received.body["deviceid"] == "1000aaaaaa"
    assert received.data == {**wanted, "subDevId": "1000CCCCCC"}


async def test_ceiling_fan_rests(
    network: LanNetwork, device: StubDevice, told: Told
) -> None:
    """A ceiling fan wants a pause between its light and its fan."""
    fan = LanDevice(device_id="1000000001", devicekey=KEY, uiid=34)
    peer = network.watch(fan, told.events)
    hear(network, device)
    network.hear_text(
        name_of(), record({"light": "off", "fan": "off"}, kind="fan_light")
    )
    wanted: Params = {
        "switches": [{"outlet": n, "switch": "on"} for n in (0, 1)],
    }

    await peer.send(made(peer, wanted))

    assert device.paths == ["light", "fan"]
    assert device.received[1].at - device.received[0].at > 0.04


async def test_sequences_rise_with_the_requests(
    peer: LanPeer, device: StubDevice
) -> None:
    """Also where one waited longer than another."""
    await asyncio.gather(
        peer.request("uiActive", {}),
        peer.request("uiActive", {}),
        peer.send(made(peer, ON)),
    )

    sequences = [int(it.body["sequence"]) for it in device.received]
    assert sequences == sorted(sequences)


async def test_lamp_is_proved_by_its_values(
    network: LanNetwork, device: StubDevice, told: Told
) -> None:
    """Numbers may be spelt as texts in a report, and more may stand beside them."""
    lamp = LanDevice(device_id="1000000001", devicekey=KEY, uiid=103)
    peer = network.watch(lamp, told.events)
    hear(network, device)
    network.hear_text(name_of(), record({"switch": "on"}, kind="light"))
    wanted: Params = {"ltype": "white", "white": {"br": 70, "ct": 100}}
    shown = {"ltype": "white", "white": {"br": "70", "ct": 100, "x": 1}, "rssi": 1}

    def _report(_: Received) -> None:
        network.hear_text(name_of(), record(shown, seq=2, kind="light"))

    device.on_request = _report
    device.answers.append(9.0)

    await peer.send(made(peer, wanted))


def test_nothing_shows_a_key(peer: LanPeer) -> None:
    """No text of a device holds its key or its address."""
    shown = f"{peer!r} {vars(peer)!r} {peer.memory!r} {peer.device!r}"
    assert KEY not in shown
    assert "127.0.0.1" not in repr(peer.memory)
    assert sealed({})[0]


async def test_slow_answer(peer: LanPeer, device: StubDevice) -> None:
    """What a device gathers first may take longer than other answers."""
    device.answers.extend([0.4, telling({"getHoursKwh": "0102"})])

    told = await peer.request("getHoursKwh", {"getHoursKwh": {"start": 0, "end": 719}})

    assert told == {"getHoursKwh": "0102"}
