"""What all steps of the wizard share."""

from collections.abc import Mapping
from typing import Final, override

from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow

from ..api.client import EwelinkClient
from ..const import APP_ID_URL
from ..domain_data import DATA_SHARED
from ..options_steps import OptionsSteps, Step
from ..pairing.device import NewDevice
from ..pairing.wifi import AccessPoint
from ..pairing_manager import Choices, Failure, Method, Pairing, PairingManager

FIRST_STEPS: Final[Mapping[Method, Step]] = {
    Method.WIFI: "search",
    Method.UPLINK: "uplink",
    Method.GUIDED: "guided",
    Method.JOINED: "joined",
    Method.TOUCH: "touch",
}


class AddDeviceFlow(OptionsSteps):
    """Holds what the user chose so far; a password is never among it."""

    def __init__(self) -> None:
        """Start with nothing chosen."""
        super().__init__()
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
    def cloud_services(self) -> EwelinkClient:
        """Return what adds a device; ends the dialog where the account has no cloud."""
        if (services := self.coordinator.link.cloud_services) is None:
            reason = "cannot_add"
            raise AbortFlow(reason, {"app_id_url": APP_ID_URL})
        return services

    @callback
    @override
    def async_remove(self) -> None:
        """End what this dialog began, now that it is closed."""
        self.pairings.async_leave(self.flow_id)
