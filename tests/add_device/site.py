"""A host with Wi-Fi, a device near it, and the user in front of the wizard."""

from dataclasses import dataclass
from typing import Any

import pytest

from custom_components.ewelink.pairing import hotspot
from tests.fake_network_manager import FakeNetworkManager
from tests.home import Home
from tests.simulator.hotspot import HotspotServer

from .wizard import Wizard, be_patient, wifi_of_home

PACE = 0.02
# The device answers on this host, so the interface of its hotspot is this one.
INTERFACE = "lo"


@dataclass
class Site:
    """All that a test of a host's own Wi-Fi needs."""

    home: Home
    wizard: Wizard
    host: FakeNetworkManager
    way: str
    monkeypatch: pytest.MonkeyPatch

    async def start(self, profile: str = "colink") -> HotspotServer:
        """Put a device into pairing mode, whose hotspot the host hears."""
        be_patient(self.home, profile)
        device = await self.home.simulator.start_pairing(profile, pace=PACE)
        self.monkeypatch.setattr(hotspot, "PORT", device.port)
        self.monkeypatch.setattr(hotspot, "ADDRESS", device.host)
        [wifi] = [it for it in self.host.devices.values() if it.name == INTERFACE]
        self.host.hear(wifi, device.ssid, 90)
        return device

    async def look(self) -> str:
        """Choose the way, and wait for what is found."""
        await self.wizard.begin(self.way)
        if self.way == "uplink":
            assert self.wizard.step == "uplink"
            await self.wizard.fill_in(confirm=True)
        return await self.wizard.settled()

    async def go_to_wifi(self, device: HotspotServer) -> str:
        """Pick a device."""
        assert await self.look() == "pick"
        return await self.wizard.fill_in(hotspot=device.ssid)

    async def pair(self, device: HotspotServer, **changes: Any) -> str:
        """Pair a device, and wait for what comes of it."""
        assert await self.go_to_wifi(device) == "wifi"
        await self.wizard.fill_in(**wifi_of_home(**changes))
        return await self.wizard.settled()
