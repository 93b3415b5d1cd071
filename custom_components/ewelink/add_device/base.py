"""What all steps of the wizard share."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, Literal, override

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow

from ..api.client import EwelinkClient
from ..const import APP_ID_URL
from ..coordinator import EwelinkConfigEntry, EwelinkCoordinator
from ..domain_data import DATA_SHARED
from ..pairing.device import NewDevice
from ..pairing.wifi import AccessPoint
from ..pairing_manager import Choices, Failure, Method, Pairing, PairingManager

# The steps that are gone to from another file than their own.
type Step = Literal[
    "attach",
    "failed",
    "guided",
    "joined",
    "mode",
    "name",
    "pick",
    "search",
    "touch",
    "uplink",
    "way",
    "wifi",
]

FIRST_STEPS: Final[Mapping[Method, Step]] = {
    Method.WIFI: "search",
    Method.UPLINK: "uplink",
    Method.GUIDED: "guided",
    Method.JOINED: "joined",
    Method.TOUCH: "touch",
}


class AddDeviceFlow(OptionsFlowWithReload):
    """Holds what the user chose so far; a password is never among it.

    The steps are in mixins, which the options flow puts together; they go to each
    other's steps by id alone.
    """

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
        """Return the holder of the pairing, of which there is one at a time."""
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

    @property
    def cloud_services(self) -> EwelinkClient:
        """Return what adds a device; ends the dialog where the account has no cloud."""
        if (services := self.coordinator.link.cloud_services) is None:
            reason = "cannot_add"
            raise AbortFlow(reason, {"app_id_url": APP_ID_URL})
        return services

    async def async_go_to(self, step: Step) -> ConfigFlowResult:
        """Go on with a step, whichever mixin it is in."""
        result: ConfigFlowResult = await getattr(self, f"async_step_{step}")()
        return result

    @callback
    def async_show_work(
        self,
        *,
        step_id: str,
        work: Callable[[], Coroutine[Any, Any, None]],
        following: Callable[[], Step],
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

    @callback
    @override
    def async_remove(self) -> None:
        """End what this dialog began, now that it is closed."""
        self.pairings.async_leave(self.flow_id)
