"""Whether devices are available, and why not: a short loss of the socket is none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
import logging
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .api.errors import EwelinkKnownOfflineError
from .api.ways import CHOSEN, NOT_HEARD, REASONS, LocalState, Way
from .devices.device import Device

_LOGGER = logging.getLogger(__name__)

GRACE_SECONDS = 30


class ConnectionState(StrEnum):
    """By which ways a device is available, or the cause why it is not.

    Online is what both ways reach, or the cloud where there never was another.
    """

    ONLINE = "online"
    ACCOUNT_OFFLINE = "account_offline"
    BRIDGE_OFFLINE = "bridge_offline"
    CLOUD_ONLY = "cloud_only"
    DEVICE_OFFLINE = "device_offline"
    LOCAL_ONLY = "local_only"
    NOT_IN_ACCOUNT = "not_in_account"
    SIGN_IN_NEEDED = "sign_in_needed"


def account_state(*, is_refused: bool, is_reachable: bool) -> ConnectionState:
    """Return how the account stands; a refused sign-in does not pass by itself."""
    if is_refused:
        return ConnectionState.SIGN_IN_NEEDED
    if not is_reachable:
        return ConnectionState.ACCOUNT_OFFLINE
    return ConnectionState.ONLINE


def device_state(
    *, is_listed: bool, is_bridge_there: bool, is_online: bool
) -> ConnectionState:
    """Return how a device stands with a connected account: the first cause counts."""
    if not is_listed:
        return ConnectionState.NOT_IN_ACCOUNT
    if not is_bridge_there:
        return ConnectionState.BRIDGE_OFFLINE
    if not is_online:
        return ConnectionState.DEVICE_OFFLINE
    return ConnectionState.ONLINE


@dataclass(frozen=True, slots=True)
class Standing:
    """By which ways a device is reached, and why not by the other one."""

    state: ConnectionState
    reason: str | None = None


# Why the cloud does not reach a device that is there all the same, or the reverse.
STANDING_REASONS: Final = (
    ConnectionState.ACCOUNT_OFFLINE.value,
    ConnectionState.BRIDGE_OFFLINE.value,
    ConnectionState.DEVICE_OFFLINE.value,
    ConnectionState.SIGN_IN_NEEDED.value,
    CHOSEN,
    NOT_HEARD,
    *REASONS,
)


def standing(by_cloud: ConnectionState, local: LocalState | None, way: Way) -> Standing:
    """Return how a device stands by both ways, of which a user may allow one alone."""
    if by_cloud is ConnectionState.NOT_IN_ACCOUNT:
        return Standing(by_cloud)
    if by_cloud is ConnectionState.ONLINE:
        return _beside_the_cloud(local, way)
    if local is None or not local.is_local:
        return Standing(by_cloud)
    return Standing(ConnectionState.LOCAL_ONLY, by_cloud.value)


def _beside_the_cloud(local: LocalState | None, way: Way) -> Standing:
    if way is Way.CLOUD:
        return Standing(ConnectionState.CLOUD_ONLY, CHOSEN)
    if local is not None and not local.is_local:
        return Standing(ConnectionState.CLOUD_ONLY, local.reason)
    if way is Way.AUTO:
        return Standing(ConnectionState.ONLINE)
    if local is None:
        return Standing(ConnectionState.CLOUD_ONLY, NOT_HEARD)
    return Standing(ConnectionState.LOCAL_ONLY, CHOSEN)


def check_available(device: Device) -> None:
    """Raise EwelinkKnownOfflineError where a command would reach nobody."""
    if not device.available:
        message = "known to be offline"
        raise EwelinkKnownOfflineError(message)


class Reachability:
    """Follows the socket, and tells when the account was away for the grace time."""

    def __init__(self, hass: HomeAssistant, on_change: Callable[[], None]) -> None:
        """Start as reachable: setup fails by itself where the account is not."""
        self._hass = hass
        self._on_change = on_change
        self._cancel_grace: CALLBACK_TYPE | None = None
        self.is_reachable = True

    @callback
    def async_begin_away(self) -> None:
        """Count as away until the first connection, which is told if it takes long."""
        self.is_reachable = False
        self._cancel_grace = async_call_later(
            self._hass, GRACE_SECONDS, self._async_lost
        )

    @callback
    def async_connected(self) -> None:
        """Remember that the socket is up, and tell it if it was told to be lost."""
        is_told = self._cancel_grace is None
        self.async_stop()
        if self.is_reachable:
            return
        self.is_reachable = True
        if is_told:
            _LOGGER.info("The connection to the eWeLink cloud is back")
        self._on_change()

    @callback
    def async_disconnected(self) -> None:
        """Give the socket, which is down, some time to come back."""
        if self.is_reachable and self._cancel_grace is None:
            self._cancel_grace = async_call_later(
                self._hass, GRACE_SECONDS, self._async_lost
            )

    @callback
    def async_stop(self) -> None:
        """Stop waiting."""
        if self._cancel_grace is not None:
            self._cancel_grace()
            self._cancel_grace = None

    @callback
    def _async_lost(self, _now: datetime) -> None:
        self._cancel_grace = None
        self.is_reachable = False
        _LOGGER.info("The connection to the eWeLink cloud is lost")
        self._on_change()
