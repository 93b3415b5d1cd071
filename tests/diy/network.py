"""Devices in DIY mode, and what Home Assistant shows of them, seen side by side."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.const import DIY_UNIQUE_ID, DOMAIN
from custom_components.ewelink.coordinator import EwelinkCoordinator
from homeassistant.components.zeroconf.models import HaZeroconf
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from tests.home import until
from tests.lan_simulator.process import LanProcess, LanSimulator
from tests.simulator import Simulator


def _entry() -> MockConfigEntry:
    return MockConfigEntry(
        domain=DOMAIN, title="Devices in DIY mode", unique_id=DIY_UNIQUE_ID, data={}
    )


@dataclass
class DiyNetwork:
    """The entry of devices in DIY mode, and the devices that it may find."""

    hass: HomeAssistant
    simulator: Simulator
    process: LanProcess
    heard: HaZeroconf
    stack: AsyncExitStack
    entry: MockConfigEntry = field(default_factory=_entry)
    lan: LanSimulator = field(init=False)

    async def play(self, *kinds: str, cloud: Simulator | None = None) -> None:
        """Play devices of some kinds, and those of a cloud."""
        self.lan = await self.stack.enter_async_context(
            self.process.playing(cloud, *kinds)
        )
        self.lan.connect(self.heard)

    async def set_up(self) -> None:
        """Set the entry up."""
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def start(self, *kinds: str) -> str:
        """Play devices, set the entry up, and return the id of the first device."""
        await self.play(*kinds)
        await self.set_up()
        for device_id in self.ids:
            await self.appears(device_id)
        return self.ids[0]

    @property
    def ids(self) -> list[str]:
        """Return the ids of all devices."""
        return list(self.lan.devices)

    @property
    def coordinator(self) -> EwelinkCoordinator:
        """Return what runs the entry."""
        coordinator: EwelinkCoordinator = self.entry.runtime_data
        return coordinator

    async def appears(self, device_id: str) -> None:
        """Wait until a device is there."""
        await until(lambda: self.is_available(device_id))
        await self.hass.async_block_till_done()

    def is_available(self, device_id: str) -> bool:
        """Return whether a device is shown and available."""
        device = self.coordinator.data.get(device_id)
        return device is not None and self.coordinator.is_available(device)

    def find(self, domain: str, device_id: str, key: str) -> str | None:
        """Return the entity of a device's feature, if there is one."""
        return er.async_get(self.hass).async_get_entity_id(
            domain, DOMAIN, f"{device_id}_{key}"
        )

    def entity_id(self, domain: str, device_id: str, key: str) -> str:
        """Return the entity of a device's feature."""
        found = self.find(domain, device_id, key)
        assert found is not None, f"{device_id} has no {key}"
        return found

    def state(self, domain: str, device_id: str, key: str) -> str:
        """Return the state of a device's feature."""
        state = self.hass.states.get(self.entity_id(domain, device_id, key))
        assert state is not None
        return state.state

    async def becomes(self, domain: str, device_id: str, key: str, state: str) -> None:
        """Wait until a feature is in a state."""
        await until(lambda: self.state(domain, device_id, key) == state)

    async def call(
        self, action: str, device_id: str, key: str, **data: Any
    ) -> list[dict[str, Any]]:
        """Do something to a feature; return what the device received for it."""
        domain, service = action.split(".")
        await self.lan.do("clear")
        target = {"entity_id": self.entity_id(domain, device_id, key)}
        await self.hass.services.async_call(domain, service, target | data, True)
        return [
            {it["path"]: it["data"]}
            for it in await self.lan.requests()
            if it["path"] not in {"info", "getState"}
        ]

    def registered(self, device_id: str) -> dr.DeviceEntry | None:
        """Return the registry's device, whichever entry it is of."""
        registry = dr.async_get(self.hass)
        found = registry.async_get_devices(identifiers={(DOMAIN, device_id)})
        return next(iter(found), None)
