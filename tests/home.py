"""An account in Home Assistant, and its home in the simulator, seen side by side."""

import asyncio
from collections.abc import Callable
import select
from typing import Any

import freezegun.api
from freezegun.api import FrozenDateTimeFactory
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.coordinator import EwelinkCoordinator
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .clock import passing, turns
from .simulator import SimAccount, SimDevice, Simulator

PATIENCE = 8
BUSY_TURNS = 200
REST_SECONDS = 0.0005
SENTINEL = "Water heater"


async def until(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Let the loop run until something is so; time may be frozen meanwhile.

    It is looked for after each turn of the loop, so that no short moment is missed.
    """
    deadline = freezegun.api.real_monotonic() + patience
    turns_taken = 0
    while not condition():
        assert freezegun.api.real_monotonic() < deadline, "it did not happen in time"
        if turns_taken > BUSY_TURNS:
            _rest()
        turns_taken += 1
        await asyncio.sleep(0)


def _rest() -> None:
    """Leave the processor to others for a moment, whatever the time is said to be."""
    select.select([], [], [], REST_SECONDS)


def signed_in(
    simulator: Simulator, account: SimAccount | None = None
) -> dict[str, Any]:
    """Return the data of an entry after a sign-in."""
    account = account or simulator.account
    pair = simulator.sign_in(apikey=account.apikey)
    return {
        "country": "DE",
        "region": account.region,
        "app_id": account.app_id,
        "app_secret": account.app_secret,
        "apikey": account.apikey,
        "tokens": Tokens.issue(pair.access, pair.refresh).to_dict(),
    }


class Home:
    """One entry, and shortcuts to what a test asks about it."""

    def __init__(
        self,
        hass: HomeAssistant,
        simulator: Simulator,
        account: SimAccount | None = None,
    ) -> None:
        """Add the entry of an account; it is not set up yet."""
        self.hass = hass
        self.simulator = simulator
        account = account or simulator.account
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            title=account.username,
            unique_id=account.apikey,
            data=signed_in(simulator, account),
        )
        self.entry.add_to_hass(hass)

    async def set_up(self) -> None:
        """Set the entry up, the list's later pages included."""
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=False)
        if self.entry.state is ConfigEntryState.LOADED:
            await self.listed()

    async def later_pages(self) -> None:
        """Wait until the pages behind the first one are there."""
        inventory = self.coordinator.inventory
        await until(lambda: not inventory.is_reading)
        await self.hass.async_block_till_done(wait_background_tasks=False)

    async def reload(self) -> None:
        """Load the entry anew, and wait for the list that follows."""
        await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.hass.async_block_till_done()
        if self.entry.state is ConfigEntryState.LOADED:
            await self.listed()

    async def listed(self) -> None:
        """Wait until the list was read, or at least tried where there is a cloud."""
        if self.simulator.is_running:
            await until(lambda: self.coordinator.inventory.calls)
        await self.later_pages()

    @property
    def coordinator(self) -> EwelinkCoordinator:
        """Return what runs the account."""
        coordinator: EwelinkCoordinator = self.entry.runtime_data
        return coordinator

    def sim(self, device: str) -> SimDevice:
        """Return a device of the simulator."""
        return self.simulator.device(device)

    def entity_id(self, device: str, feature: str = "switch") -> str:
        """Return the entity of a device's feature."""
        entity_id = self.find_entity(device, feature)
        assert entity_id is not None, f"{device} has no {feature}"
        return entity_id

    def find_entity(self, device: str, feature: str = "switch") -> str | None:
        """Return the entity of a device's feature, if it exists."""
        unique_id = f"{self.sim(device).device_id}_{feature}"
        entities = er.async_entries_for_config_entry(
            er.async_get(self.hass), self.entry.entry_id
        )
        return next(
            (it.entity_id for it in entities if it.unique_id == unique_id), None
        )

    def state(self, device: str, feature: str = "switch") -> str:
        """Return the state of a device's feature."""
        state = self.hass.states.get(self.entity_id(device, feature))
        assert state is not None
        return state.state

    def has_state(self, device: str, state: str, feature: str = "switch") -> bool:
        """Return whether a feature is in a state."""
        found = self.find_entity(device, feature)
        shown = None if found is None else self.hass.states.get(found)
        return shown is not None and shown.state == state

    async def becomes(self, device: str, state: str, feature: str = "switch") -> None:
        """Wait until a feature is in a state."""
        await until(lambda: self.has_state(device, state, feature))

    def device(self, device: str, channel: int | None = None) -> dr.AnyDeviceEntry:
        """Return the registry's device, or channel of a device."""
        found = self.find_device(self.sim(device).device_id, channel)
        assert found is not None, f"{device} is not registered"
        return found

    def find_device(
        self, device_id: str, channel: int | None = None
    ) -> dr.AnyDeviceEntry | None:
        """Return the registry's device, or channel of a device, if there is one."""
        registry = dr.async_get(self.hass)
        if channel is None:
            return registry.async_get_device_by_identifier(
                (DOMAIN, device_id), self.entry.entry_id
            )
        return registry.async_get_child_device_by_identifier(
            (DOMAIN, f"{device_id}_{channel}"), self.entry.entry_id
        )

    def sent(self, device: str = "", action: str = "update") -> list[Any]:
        """Return the params of the frames that the cloud received about a device."""
        device_id = self.sim(device).device_id if device else ""
        return [
            frame.data["params"]
            for frame in self.simulator.frames
            if frame.action == action and frame.data["deviceid"] == device_id
        ]

    def called(self, interface: str) -> int:
        """Return how often the cloud was called."""
        return sum(call.interface == interface for call in self.simulator.calls)

    @property
    def lists_read(self) -> int:
        """Return how often a read of the list began."""
        return self.called("GET /v2/family")

    async def call(
        self, service: str, *entity_ids: str, domain: str = "switch", **data: Any
    ) -> None:
        """Call a service and wait for it."""
        await self.hass.services.async_call(
            domain, service, {"entity_id": list(entity_ids), **data}, blocking=True
        )

    async def delivered(self) -> None:
        """Wait until everything that was pushed so far has arrived."""
        other = "off" if self.state(SENTINEL) == "on" else "on"
        self.simulator.push(SENTINEL, {"switch": other})
        await self.becomes(SENTINEL, other)

    async def pass_time(
        self, freezer: FrozenDateTimeFactory, seconds: float, step: float = 1
    ) -> None:
        """Let frozen time pass step by step, with all that happens meanwhile."""
        while seconds > 0:
            freezer.tick(min(step, seconds))
            seconds -= step
            await turns()
            await until(lambda: not self.is_reading)

    async def stop_cloud(self, freezer: FrozenDateTimeFactory) -> None:
        """Stop the simulator, which takes a moment when it has connections."""
        await passing(freezer, self.simulator.stop())

    @property
    def is_reading(self) -> bool:
        """Return whether the list is read just now."""
        if self.entry.state is not ConfigEntryState.LOADED:
            return False
        return self.coordinator.inventory.is_reading

    async def read_list(self, freezer: FrozenDateTimeFactory) -> None:
        """Let the cloud tell that the list has changed, and await that it is read."""
        before = self.lists_read
        self.simulator.push_text('{"action":"notify","params":{"type":"addDevice"}}')
        await self.delivered()
        while self.lists_read == before:
            await self.pass_time(freezer, 5)
        await self.hass.async_block_till_done(wait_background_tasks=False)
