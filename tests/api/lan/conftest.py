"""A device's server, and a network that waits for none of it long."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from custom_components.ewelink.api.lan.models import LanDevice, LanEvents
from custom_components.ewelink.api.lan.network import LanNetwork
from custom_components.ewelink.api.lan.paths import Plan
from custom_components.ewelink.api.lan.peer import LanPeer
from custom_components.ewelink.api.lan.timing import LanTiming
from custom_components.ewelink.api.messages import DeviceState, DeviceUpdate, Message
from custom_components.ewelink.api.wire import Params

from .announcing import KEY, name_of, record
from .stub import StubDevice

ID = "1000000001"
FAST = LanTiming(
    connect=0.3,
    answer=0.6,
    slow_answer=1.2,
    spacing=0.02,
    fan_pause=0.05,
    reset_pause=0.01,
    refused_pause=0.01,
)


@dataclass
class Clock:
    """A clock that the test moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@dataclass
class Told:
    """What was told of devices."""

    messages: list[Message] = field(default_factory=list)
    contacts: list[tuple[str, bool]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def events(self) -> LanEvents:
        """Return who is told."""
        return LanEvents(
            on_message=self.messages.append,
            on_contact=lambda *it: self.contacts.append(it),
            on_key_needed=self.keys.append,
        )

    @property
    def states(self) -> list[dict[str, object]]:
        """Return what is so."""
        return [it.params for it in self.messages if isinstance(it, DeviceState)]

    @property
    def updates(self) -> list[dict[str, object]]:
        """Return what happened."""
        return [it.params for it in self.messages if isinstance(it, DeviceUpdate)]


@pytest.fixture
def clock() -> Clock:
    """Return the network's clock."""
    return Clock()


@pytest.fixture
def told() -> Told:
    """Return what the network tells."""
    return Told()


@pytest.fixture
async def session(socket_enabled: None) -> AsyncGenerator[aiohttp.ClientSession]:
    """Return a session that may use sockets."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def device(socket_enabled: None) -> AsyncGenerator[StubDevice]:
    """Run a device's server."""
    device = StubDevice()
    await device.start()
    yield device
    await device.stop()


@pytest.fixture
async def network(
    session: aiohttp.ClientSession, clock: Clock
) -> AsyncGenerator[LanNetwork]:
    """Return a network on the own host."""
    network = LanNetwork(session, clock=clock, timing=FAST, allow_loopback=True)
    yield network
    network.close()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - it is told nowhere
            await asyncio.sleep(0.001)


def hear(
    network: LanNetwork, device: StubDevice, device_id: str = "1000000001"
) -> None:
    """Let the network know where a device is."""
    network.hear_service(name_of(device_id), device.port, f"eWeLink_{device_id}.local.")
    network.hear_address(f"eWeLink_{device_id}.local.", device.host)


@pytest.fixture
def peer(network: LanNetwork, told: Told, device: StubDevice) -> LanPeer:
    """Return a plug that was heard, and is off."""
    peer = network.watch(
        LanDevice(device_id="1000000001", devicekey=KEY, uiid=1), told.events
    )
    hear(network, device)
    network.hear_text(name_of(), record({"switch": "off"}))
    told.messages.clear()
    told.contacts.clear()
    return peer


def plug(key: str | None = KEY, uiid: int = 1) -> LanDevice:
    """Return a device as it is listed."""
    return LanDevice(device_id=ID, devicekey=key, uiid=uiid, is_plain=key is None)


def watched(network: LanNetwork, told: Told, **more: Any) -> LanPeer:
    """Return a device that is shown."""
    return network.watch(plug(**more), told.events)


def made(peer: LanPeer, params: Params, known: Params | None = None) -> Plan:
    """Return the plan of a command that can be sent."""
    plan = peer.plan(params, known or {})
    assert plan is not None
    return plan


async def run_due(network: LanNetwork, clock: Clock) -> int:
    """Run what is due now to its end; return how much that was."""
    jobs = network.polling.due(clock.now)
    for job in jobs:
        await network.polling.run(job)
    return len(jobs)


async def run_seconds(network: LanNetwork, clock: Clock, seconds: int) -> list[float]:
    """Let time pass; return the seconds at which something was asked."""
    asked = []
    for second in range(seconds):
        asked += [float(second)] * await run_due(network, clock)
        clock.now += 1
    return asked
