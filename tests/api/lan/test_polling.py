"""Who is asked without a command, and when."""

from collections import Counter
from typing import Any

import aiohttp
import pytest

from custom_components.ewelink.api.lan.models import LanDevice
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.lan.polling import (
    MOST_A_SECOND,
    LivePoll,
    Poll,
)

from .announcing import KEY, name_of, record
from .conftest import FAST, ID, Clock, Told, run_due, run_seconds, until
from .stub import StubDevice, telling

LED = LivePoll(word="sledOnline")


async def test_meter_is_asked(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock, told: Told
) -> None:
    """Every ten seconds, as long as somebody sees the figures."""
    device.answers.append(telling({"power": 12}))
    clock.now += 10
    end = network.want_live(ID, LED, {"sledOnline": "on"})

    assert await run_seconds(network, clock, 25) == [0, 10, 20]

    assert {it.path: it.data for it in device.received} == {
        "sledOnline": {"sledOnline": "on"}
    }
    assert told.updates == [{"power": 12}]
    end()
    network.want_live("1000000009", LED, {})()
    clock.now += 60
    assert network.polling.due(clock.now) == []


async def test_meter_that_somebody_else_sees_by_now(
    network: LanNetwork, peer: LanPeer, clock: Clock
) -> None:
    """Who saw it before ends nothing of that."""
    clock.now += 10
    end = network.want_live(ID, LED, {"sledOnline": "on"})
    network.want_live(ID, LED, {"sledOnline": "on"})
    end()
    assert await run_seconds(network, clock, 15) == [0, 10]


async def test_meter_that_tells_is_not_asked(
    network: LanNetwork, peer: LanPeer, clock: Clock
) -> None:
    """Some tell their figures every few seconds."""
    network.want_live(ID, LED, {"sledOnline": "on"})
    for seq in range(2, 30):
        network.hear_text(name_of(), record({"power": seq}, seq=seq))
        assert await run_due(network, clock) == 0
        clock.now += 5


async def test_outlets_one_after_another(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """Each outlet has its turn."""
    clock.now += 10
    how = LivePoll(word="uiActive", seconds=1, outlets=(0, 1, 2))
    network.want_live(ID, how, {})

    assert await run_seconds(network, clock, 20) == [0, 5, 10, 15]

    outlets = [it.data["uiActive"]["outlet"] for it in device.received]
    assert outlets == [0, 1, 2, 0]


@pytest.mark.parametrize(
    ("how", "data"),
    [
        pytest.param(LivePoll(word="uiActive"), {"uiActive": 60}, id="uiActive"),
        pytest.param(LivePoll(word="statistics"), {}, id="statistics"),
        pytest.param(LED, None, id="no LED"),
    ],
)
def test_words(how: LivePoll, data: dict[str, Any] | None) -> None:
    """Each type has its word; an LED is not written where none is known."""
    assert how.data({}, 0) == data


async def test_meter_without_led(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """It is not asked."""
    clock.now += 10
    network.want_live(ID, LED, {})

    assert len(await run_seconds(network, clock, 60)) == 1
    assert device.received == []


async def test_failures_slow_down_and_end(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """A meter that does not answer is asked less, and then not at all."""
    clock.now += 10
    network.want_live(ID, LED, {"sledOnline": "on"})
    device.answers.extend([{"error": 500}] * 20)

    asked = await run_seconds(network, clock, 400)

    assert asked == [0, 10, 20, 50, 80, 110, 140, 170, 200, 230]
    network.hear_text(name_of(), record({"switch": "on"}, seq=2))
    assert len(await run_seconds(network, clock, 11)) >= 1


async def test_refused_word_is_not_tried_again(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """A device that does not know the word is not asked."""
    clock.now += 10
    network.want_live(ID, LivePoll(word="statistics"), {})
    device.answers.append({"error": 404})

    assert len(await run_seconds(network, clock, 60)) == 1


async def test_hurried_meter_is_asked_again(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """Meters refuse what comes too soon."""
    clock.now += 10
    network.want_live(ID, LivePoll(word="uiActive"), {})
    device.answers.append({"error": 400})

    assert len(await run_seconds(network, clock, 15)) == 2


async def test_common_rate(
    session: aiohttp.ClientSession, clock: Clock, told: Told
) -> None:
    """Many meters have their turn one after another, none is forgotten."""
    network = LanNetwork(session, clock=clock, timing=FAST, allow_loopback=True)
    for n in range(100):
        device_id = f"{n:010}"
        network.watch(LanDevice(device_id=device_id, devicekey=KEY), told.events)
        network.hear_address(f"eWeLink_{device_id}.local.", f"127.0.1.{n}")
        network.hear_text(name_of(device_id), record({}, device_id=device_id))
        network.want_live(device_id, LivePoll(word="statistics"), {})
    clock.now += 10
    asked: Counter[str] = Counter()
    for _ in range(20):
        jobs = network.polling.due(clock.now)
        assert len(jobs) <= MOST_A_SECOND
        for job in jobs:
            assert isinstance(job, Poll)
            asked[job.peer.id] += 1
            network.polling._running.discard(job)
        clock.now += 1

    assert set(asked.values()) == {2}
    network.close()


async def test_tick_runs_what_is_due(
    network: LanNetwork, peer: LanPeer, device: StubDevice, clock: Clock
) -> None:
    """What is due is spread over the second."""
    peer.contact.doubted()

    network.tick()

    assert device.received == []
    await until(lambda: device.paths == ["getState"])
    network.unwatch(ID, peer.events)
    assert network.polling.due(clock.now + 1000) == []


async def test_close_ends_what_is_due(
    network: LanNetwork, peer: LanPeer, device: StubDevice
) -> None:
    """Nothing is sent after that."""
    peer.contact.doubted()
    network.tick()

    network.close()

    assert not network._timers
    assert device.received == []
