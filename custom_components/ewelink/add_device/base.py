"""What all steps of the wizard share."""

from abc import abstractmethod
from collections.abc import Callable, Coroutine
from typing import Any, override

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow

from ..coordinator import EwelinkConfigEntry, EwelinkCoordinator
from ..domain_data import DATA_SHARED
from ..pairing.device import NewDevice
from ..pairing.device_adder import Room
from ..pairing.wifi import AccessPoint
from ..pairing_manager import Choices, Failure, Method, Pairing, PairingManager


class AddDeviceFlow(OptionsFlowWithReload):
    """Holds what the user chose so far; a password is never among it."""

    config_entry: EwelinkConfigEntry

    def __init__(self) -> None:
        """Start with nothing chosen."""
        self.choices = Choices(method=Method.GUIDED)
        self.device: NewDevice | None = None
        self.networks: tuple[AccessPoint, ...] = ()
        self.pairing: Pairing | None = None
        self.failure: Failure | None = None

    @property
    def pairings(self) -> PairingManager:
        """Return what runs, or ran, in this Home Assistant."""
        return self.hass.data[DATA_SHARED].pairings

    @property
    def coordinator(self) -> EwelinkCoordinator:
        """Return the account's coordinator; ends the dialog where it is not loaded."""
        entry = self.hass.config_entries.async_get_entry(self.handler)
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            reason = "not_loaded"
            raise AbortFlow(reason)
        coordinator: EwelinkCoordinator = entry.runtime_data
        return coordinator

    @callback
    def async_show_work(
        self,
        *,
        step_id: str,
        work: Callable[[], Coroutine[Any, Any, None]],
        following: Callable[[], str],
    ) -> ConfigFlowResult:
        """Begin some work and show it until it is done, then go on."""
        task = self.async_get_progress_task()
        if task is None:
            task = self.hass.async_create_task(work(), eager_start=False)
        if not task.done():
            return self.async_show_progress(
                step_id=step_id, progress_action=step_id, progress_task=task
            )
        return self.async_show_progress_done(next_step_id=following())

    @property
    @abstractmethod
    def room(self) -> Room | None:
        """Return the home, and the room if any, that a device is put into."""

    @abstractmethod
    async def async_reach(self) -> ConfigFlowResult:
        """Go to the first step of the way that was chosen."""

    @abstractmethod
    async def async_network(self) -> ConfigFlowResult:
        """Ask for the home's Wi-Fi, where it is us who tells it, and for a name."""

    @abstractmethod
    async def async_step_mode(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell how a device is put into pairing mode."""

    @abstractmethod
    async def async_step_way(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose a way."""

    @callback
    @override
    def async_remove(self) -> None:
        """End what this dialog began, now that it is closed."""
        self.pairings.async_leave(self.flow_id)
