"""Devices that tell of themselves in the local network, and those that do not."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
import logging
import struct
from typing import Final

import pytest
from zeroconf import DNSIncoming, DNSOutgoing  # type: ignore[attr-defined]

from custom_components.ewelink.api.lan.record import SERVICE
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.components.zeroconf.const import DATA_INSTANCE
from homeassistant.components.zeroconf.models import HaAsyncZeroconf, HaZeroconf
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from tests.home import Home, until
from tests.simulator import Simulator
from tests.simulator.hotspot import HotspotServer

from .conftest import OpenWizard
from .test_failures import is_in_account, start
from .test_guided import line_of
from .test_sessions import pairings
from .wizard import QUICK, Wizard, wifi_of_home

TTL: Final = 120


def response(name: bytes, text: bytes, service: str = SERVICE, ttl: int = TTL) -> bytes:
    """Return a packet with a TXT record of any name, even one that is none."""
    labels = (name, *service.encode().split(b"."))
    data = len(text).to_bytes() + text if text else b""
    return b"".join(
        (
            struct.pack(">6H", 0, 0x8400, 0, 1, 0, 0),
            *(len(it).to_bytes() + it for it in labels),
            struct.pack(">HHIH", 16, 0x8001, ttl, len(data)),
            data,
        )
    )


@dataclass
class LocalNetwork:
    """What is sent to Home Assistant, and the devices that answer when asked."""

    heard: HaZeroconf
    there: list[bytes] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def send(self, packet: bytes) -> None:
        """Let Home Assistant receive a packet."""
        self.heard.record_manager.async_updates_from_response(DNSIncoming(packet))

    def announce(self, device_id: str, ttl: int = TTL) -> None:
        """Let a device tell its id, or that it leaves."""
        name = f"eWeLink_{device_id}".encode()
        self.send(response(name, f"id={device_id}".encode(), ttl=ttl))

    def ask(self, question: DNSOutgoing, *_: object) -> None:
        """Take what Home Assistant sends, and answer it."""
        self.questions += [it.name for it in question.questions]
        for packet in self.there:
            self.send(packet)


@pytest.fixture
async def network(
    hass: HomeAssistant, no_system_bus: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[LocalNetwork]:
    """Give Home Assistant a zeroconf that sends nothing to anybody else."""
    heard = HaZeroconf(interfaces=["127.0.0.1"])
    network = LocalNetwork(heard)
    monkeypatch.setattr(heard, "async_send", network.ask)
    both = HaAsyncZeroconf(zc=heard)
    hass.data[DATA_INSTANCE] = both
    yield network
    await both.ha_async_close()


@pytest.fixture
async def hass_at_simulator(
    hass: HomeAssistant, simulator: Simulator, network: LocalNetwork
) -> HomeAssistant:
    """Return a Home Assistant that hears this network from the beginning."""
    config = {DOMAIN: {"cloud_url": simulator.base_url}}
    assert await async_setup_component(hass, DOMAIN, config)
    return hass


async def tell(wizard: Wizard, device: HotspotServer) -> None:
    """Let a device have the Wi-Fi, and wait until it is waited for."""
    await wizard.go_to_wifi(device.address)
    await wizard.fill_in(**wifi_of_home())
    await waiting(wizard.home)


async def waiting(home: Home) -> None:
    """Wait until the device is waited for."""
    await until(lambda: pairings(home)._current.stage == "waiting")  # type: ignore[union-attr]


async def test_device_that_the_cloud_does_not_see(
    home: Home, wizard: Wizard, network: LocalNetwork
) -> None:
    """It has the Wi-Fi, and stays in the account."""
    device = await start(home, "never_online")
    await tell(wizard, device)
    network.announce(device.device.device_id)
    assert await wizard.settled() == "ended: device_added_not_online"
    assert wizard.placeholders["name"] == "New lamp"
    assert wizard.placeholders["link"].startswith("/config/devices/device/")
    await home.hass.async_block_till_done()
    assert is_in_account(home, device)
    assert set(network.questions) == {SERVICE}


async def test_device_that_comes_online_at_last(
    home: Home, wizard: Wizard, network: LocalNetwork, open_wizard: OpenWizard
) -> None:
    """Whoever looks at the result later is told what is so by then."""
    device = await start(home, "never_online")
    await tell(wizard, device)
    network.announce(device.device.device_id)
    await until(lambda: not pairings(home).is_busy, 15)
    home.simulator.cloud.devices.set_online(device.device, online=True)
    await until(lambda: home.coordinator.data[device.device.device_id].online)
    assert await open_wizard().open() == "ended: device_added"


async def test_announced_long_before_the_push(
    home: Home, wizard: Wizard, network: LocalNetwork
) -> None:
    """What the cloud says then is heard at once, not at the next look."""
    timing = replace(QUICK, online=60, looks=(20, 20))
    home.hass.data[DATA_SHARED].pairings.timing = timing
    device = await start(home, "never_online")
    await tell(wizard, device)
    reads = home.called("GET /v2/device/thing")
    network.announce(device.device.device_id)
    await until(lambda: home.called("GET /v2/device/thing") > reads)
    await until(lambda: all(call.status for call in home.simulator.calls))
    await asyncio.sleep(0.3)
    home.simulator.cloud.devices.set_online(device.device, online=True)
    assert await wizard.settled() == "ended: device_added"


async def test_device_that_was_back_before_the_line_was_pasted(
    home: Home, wizard: Wizard, network: LocalNetwork
) -> None:
    """It is asked for, as it has announced itself already."""
    device = await start(home, "never_online")
    network.there = [response(b"x", f"id={device.device.device_id}".encode())]
    network.send(network.there[0])
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    await wizard.fill_in(line=line_of(device))
    await wizard.fill_in(name="New lamp")
    assert await wizard.settled() == "ended: device_added_not_online"


@pytest.mark.parametrize(
    ("announced", "end"), [(1, "ended: device_added"), (0, "not_online")]
)
async def test_device_that_the_cloud_never_missed(
    home: Home, wizard: Wizard, network: LocalNetwork, announced: int, end: str
) -> None:
    """One that was online before is believed when it says itself that it is there."""
    lamp = home.sim("Kitchen lamp")
    device = await home.simulator.start_pairing(
        "never_online", device=lamp.device_id, pace=0.02
    )
    home.simulator.cloud.devices.set_online(lamp, online=True)
    await tell(wizard, device)
    if announced:
        network.announce(lamp.device_id)
    assert await wizard.settled() == end


@pytest.mark.parametrize(
    "told",
    [
        ("eWeLink_1000abcdef", "id=1000abcdef", SERVICE, TTL),
        ("eWeLink_{id}", "", SERVICE, TTL),
        ("eWeLink_{id}", "id=", SERVICE, TTL),
        ("eWeLink_{id}", "other={id}", SERVICE, TTL),
        ("eWeLink_{id}", "id={id}", "_hap._tcp.local.", TTL),
        ("eWeLink_{id}", "id={id}", SERVICE, 0),
    ],
)
async def test_what_tells_nothing(
    home: Home, wizard: Wizard, network: LocalNetwork, told: tuple[str, str, str, int]
) -> None:
    """Other devices, other services, and that a device leaves."""
    device = await start(home, "never_online")
    device_id = device.device.device_id
    network.announce(device_id)
    await tell(wizard, device)
    name, text = (it.replace("{id}", device_id).encode() for it in told[:2])
    network.send(response(name, text, *told[2:]))
    assert await wizard.settled() == "not_online"
    assert wizard.errors == {"base": "never_online"}


async def test_mode_without_cloud(
    home: Home, wizard: Wizard, network: LocalNetwork
) -> None:
    """A device in DIY mode has a Wi-Fi, but by other hands and for other ends."""
    device = await start(home, "never_online")
    await tell(wizard, device)
    text = f"id={device.device.device_id}"
    kind = b"type=diy_plug"
    packet = response(b"x", text.encode())
    # A second string of the same record.
    head, data = packet[: -len(text) - 3], packet[-len(text) - 1 :]
    data += len(kind).to_bytes() + kind
    network.send(head + struct.pack(">H", len(data)) + data)
    assert await wizard.settled() == "not_online"


@pytest.mark.parametrize("name", [b"a\x01b", b"a" * 63, b"_sub", b"\xff\xfe", b"A.b"])
async def test_any_name(
    home: Home,
    wizard: Wizard,
    network: LocalNetwork,
    caplog: pytest.LogCaptureFixture,
    name: bytes,
) -> None:
    """The id counts, whatever the device is called and in whatever case."""
    device = await start(home, "never_online")
    await tell(wizard, device)
    text = f"id={device.device.device_id.upper()}"
    network.send(response(name, text.encode(), SERVICE.upper()))
    assert await wizard.settled() == "ended: device_added_not_online"
    assert not [it for it in caplog.records if it.levelno >= logging.ERROR]


async def test_nothing_listens_afterwards(
    home: Home, wizard: Wizard, network: LocalNetwork
) -> None:
    """Home Assistant's zeroconf is left as it was."""
    before = set(network.heard.record_manager.listeners)
    device = await start(home)
    assert await wizard.pair(device.address) == "ended: device_added"
    assert network.heard.record_manager.listeners == before
