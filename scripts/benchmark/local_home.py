"""A real Home Assistant that hears devices which another process plays."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
import time
from typing import Any, Final
from unittest.mock import patch

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from zeroconf import RecordUpdateListener

from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.local_network import LocalNetwork
from homeassistant.components import zeroconf
from homeassistant.components.zeroconf.models import HaZeroconf
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from tests.lan_simulator.packets import LOOPBACK, Packets
from tests.lan_simulator.process import LanSimulator

from .home import add_account, home_assistant, settle
from .remote import Remote

PATIENCE: Final = 60.0


@dataclass(kw_only=True)
class LocalHome:
    """Home Assistant, the cloud, and the devices; `heard_at` is when it could hear."""

    hass: HomeAssistant
    remote: Remote
    lan: LanSimulator
    heard_at: int

    @property
    def network(self) -> LocalNetwork:
        """Return what hears the devices."""
        return self.hass.data[DATA_SHARED].local_network

    @property
    def listener(self) -> RecordUpdateListener:
        """Return what is told of each record."""
        return self.network._listener  # noqa: SLF001 - to take turns with another

    async def add_account(self, devices: int) -> None:
        """Sign in, and wait until all devices take commands in their network."""
        await add_account(self.hass, await self.remote.order("describe"))
        await settle(self.hass, devices)
        await self.until_all(devices)
        await self.lan.refresh()

    async def until_all(self, devices: int) -> None:
        """Wait until all devices are there, and take commands."""
        async with asyncio.timeout(PATIENCE):
            while len(self.there()) < devices:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.02)

    def there(self) -> list[str]:
        """Return the ids of the devices that take commands in their network."""
        return [it.id for it in self.network.lan.peers if it.can_send]

    def switches(self) -> dict[str, str]:
        """Return the switches of relays, with the ids of their devices."""
        registry = er.async_get(self.hass)
        return {
            entry.entity_id: entry.unique_id.partition("_")[0]
            for entry in registry.entities.values()
            if entry.domain == "switch" and entry.unique_id.endswith("_switch")
        }

    async def updates(self) -> int:
        """Return how many commands the cloud has received."""
        return len(await self.remote.order("frames", action="update"))

    async def switch(self, on: str, *entity_ids: str) -> None:
        """Switch relays, and wait for it."""
        await self.hass.services.async_call(
            "switch", f"turn_{on}", {"entity_id": list(entity_ids)}, blocking=True
        )


@contextmanager
def hearing_instead(
    home: LocalHome, other: RecordUpdateListener | None
) -> Iterator[None]:
    """Let another listener hear instead of ours, or none."""
    shared = zeroconf.async_get_async_zeroconf(home.hass).zeroconf
    shared.async_remove_listener(home.listener)
    if other is not None:
        shared.async_add_listener(other, None)
    yield
    if other is not None:
        shared.async_remove_listener(other)
    shared.async_add_listener(home.listener, None)


@contextmanager
def _hearing(lan: LanSimulator) -> Iterator[list[int]]:
    """Let the zeroconf of Home Assistant hear the devices; yields when it is made."""
    made_at: list[int] = []

    def _made(**_: object) -> HaZeroconf:
        made = HaZeroconf(interfaces=[LOOPBACK])
        lan.connect(made)
        made_at.append(time.monotonic_ns())
        return made

    with patch.object(zeroconf, "HaZeroconf", _made):
        yield made_at


@asynccontextmanager
async def _devices(
    control_url: str, cloud_url: str, *, is_silent: bool
) -> AsyncGenerator[LanSimulator]:
    """Let the devices of a cloud play anew, as they are in it, for this process."""
    packets = Packets()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: packets, local_addr=(LOOPBACK, 0)
    )
    timeout, connector = ClientTimeout(total=300), TCPConnector(force_close=True)
    session = ClientSession(control_url, timeout=timeout, connector=connector)
    try:
        lan = LanSimulator(session, packets)
        how: dict[str, Any] = {"deliver": packets.port, "silent": is_silent}
        packets.ask_at = await lan.do("begin", cloud=cloud_url, **how)
        await lan.refresh()
        yield lan
    finally:
        await session.close()
        transport.close()


@asynccontextmanager
async def local_home(
    folder: Path, port: int, control_url: str, *, is_drawn: bool, is_silent: bool
) -> AsyncGenerator[LocalHome]:
    """Run Home Assistant beside devices, perhaps without internet or multicast."""
    remote = await Remote.connect(port)
    url = (await remote.order("describe"))["base_url"]
    await remote.order("draw", drawn=is_drawn)
    async with _devices(control_url, url, is_silent=is_silent) as lan:
        with _hearing(lan) as made_at:
            async with home_assistant(folder, url) as hass:
                yield LocalHome(hass=hass, remote=remote, lan=lan, heard_at=made_at[0])
