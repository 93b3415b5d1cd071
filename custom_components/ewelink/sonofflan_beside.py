"""SonoffLAN beside us, on the same devices: something that a user may want to end."""

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .coordinator import EwelinkCoordinator
from .issues import AccountIssues
from .sonoff_ids import SONOFF
from .take_over.theirs import async_their_devices, async_their_entries


@callback
def async_watch_sonofflan(
    hass: HomeAssistant,
    entry: ConfigEntry,
    coordinator: EwelinkCoordinator,
    issues: AccountIssues,
) -> None:
    """Tell while SonoffLAN is on for devices that the account shows."""

    @callback
    def _look() -> None:
        running = {
            it.entry_id for it in async_their_entries(hass) if not it.disabled_by
        }
        is_beside = bool(running) and any(
            it.entry_id in running and it.deviceid in coordinator.data
            for it in async_their_devices(hass)
        )
        issues.async_sonofflan(is_beside=is_beside)

    @callback
    def _async_changed(_change: ConfigEntryChange, changed: ConfigEntry) -> None:
        if changed.domain == SONOFF:
            _look()

    entry.async_on_unload(
        async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, _async_changed)
    )
    _look()
