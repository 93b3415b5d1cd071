"""Hotspots as servers: connections, the button, their end."""

import asyncio

import pytest

from tests.simulator import Simulator
from tests.simulator.hotspot import PROFILES, Led

from .hotspot_client import ASK, PACE, STORED, body_of, exchange, give, pair


async def test_one_connection_at_a_time(simulator: Simulator) -> None:
    """Others wait until the first one is done."""
    server = await simulator.start_pairing("wrong_id", pace=PACE)
    _, silent = await asyncio.open_connection(server.host, server.port)
    waiting = asyncio.create_task(exchange(server, ASK))
    await asyncio.sleep(PACE * 4)
    assert server.requests == []
    assert not waiting.done()
    silent.close()
    assert body_of(await waiting)


async def test_backlog(simulator: Simulator) -> None:
    """The kernel keeps one more than the backlog; the next one is not let in."""
    server = await simulator.start_pairing(pace=PACE)
    async with asyncio.timeout(0.5):
        connected = [
            await asyncio.open_connection(server.host, server.port) for _ in range(3)
        ]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(PACE * 4):
            await asyncio.open_connection(server.host, server.port)
    for _, writer in connected:
        writer.close()


async def test_hotspot_goes_down(simulator: Simulator) -> None:
    """Once it has its Wi-Fi, nobody listens any more."""
    server = await simulator.start_pairing(pace=PACE)
    assert (server.is_open, server.led) == (True, Led.FAST)
    await pair(server)
    assert (server.is_open, server.led) == (False, Led.CONNECTING)
    with pytest.raises(ConnectionRefusedError):
        await exchange(server, ASK)


async def test_accepts_then_waits(simulator: Simulator) -> None:
    """A device of the coLink kind sleeps a second before it reads."""
    server = await simulator.start_pairing(pace=0.2)
    begun = asyncio.get_running_loop().time()
    await exchange(server, ASK)
    assert asyncio.get_running_loop().time() - begun >= 0.2


async def test_button_forgets(simulator: Simulator) -> None:
    """Holding the button begins anew: a Wi-Fi is not taken before the question."""
    server = await simulator.start_pairing(pace=PACE)
    await exchange(server, ASK)
    await server.press()
    assert await exchange(server, give()) == b""
    assert await pair(server) == STORED


async def test_port_is_taken(simulator: Simulator) -> None:
    """A hotspot whose port was taken meanwhile opens at another one."""
    server = await simulator.start_pairing(pace=PACE)
    port = server.port
    await server.close()
    other = await simulator.start_pairing(port=port, pace=PACE)
    await server.press()
    assert other.port == port != server.port
    assert await exchange(server, ASK)


async def test_closed_at_once(simulator: Simulator) -> None:
    """A hotspot may be closed before it has begun to listen."""
    server = await simulator.start_pairing(pace=PACE)
    await server.close()
    assert (server.is_open, server.led) == (False, Led.OFF)
    with pytest.raises(ConnectionRefusedError):
        await exchange(server, ASK)


async def test_closed_after_joining(simulator: Simulator) -> None:
    """A closed one waits no more for somebody to add it."""
    server = await simulator.start_pairing(pace=PACE)
    await pair(server)
    await asyncio.sleep(PACE * 4)
    assert set(simulator.cloud.joined) == {server.device.device_id}
    await simulator.stop_pairing()
    assert simulator.cloud.joined == {}


@pytest.mark.parametrize("profile", PROFILES)
async def test_nothing_is_left(simulator: Simulator, profile: str) -> None:
    """A stop ends all tasks and closes all sockets, before and during a request."""
    before = asyncio.all_tasks()
    idle = await simulator.start_pairing(profile, pace=PACE)
    busy = await simulator.start_pairing(profile, pace=PACE)
    _, writer = await asyncio.open_connection(busy.host, busy.port)
    await asyncio.sleep(PACE)
    await simulator.stop()
    writer.close()
    assert not idle.is_open
    assert not busy.is_open
    assert simulator.pairing == []
    assert asyncio.all_tasks() <= before
