"""What becomes other in the local network while an account runs."""

from collections.abc import Iterable, Mapping

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .domain_data import DATA_SHARED
from .entry_data import local_control, with_local_control
from .identifiers import deviceid_of
from .local_control import TypedAddress


@callback
def async_place_anew(
    hass: HomeAssistant,
    before: Mapping[str, TypedAddress],
    typed: Mapping[str, TypedAddress],
) -> None:
    """Look at once for devices where the user says now, or where they say."""
    lan = hass.data[DATA_SHARED].local_network.lan
    for device_id in before.keys() - typed.keys():
        lan.place_typed(device_id, None)
    for device_id, address in typed.items():
        if before.get(device_id) != address:
            lan.place_typed(device_id, address.host, address.port)


@callback
def async_place_typed(coordinator: EwelinkCoordinator) -> CALLBACK_TYPE:
    """Look for devices where the user says, also for those that appear later.

    What was typed in another entry, which showed the device before, does not count.
    """
    lan = coordinator.hass.data[DATA_SHARED].local_network.lan

    @callback
    def _place(devices: Iterable[Device]) -> None:
        addresses = local_control(coordinator.config_entry.options).addresses
        for device in devices:
            peer = lan.peer(device.id)
            if peer is None:
                continue
            if (address := addresses.get(device.id)) is not None:
                if peer.host.typed != (address.host, address.port):
                    lan.place_typed(device.id, address.host, address.port)
            elif peer.host.typed is not None and peer.host.id == device.id.lower():
                lan.place_typed(device.id, None)

    return coordinator.inventory.async_listen_features(_place)


@callback
def async_typed(entry: ConfigEntry) -> dict[str, tuple[str, int]]:
    """Return by deviceid where the user says that devices of an entry are."""
    addresses = local_control(entry.options).addresses
    return {key: (it.host, it.port) for key, it in addresses.items()}


@callback
def async_forget_typed(hass: HomeAssistant, entry: ConfigEntry, device_id: str) -> None:
    """Forget where the user said that a device is, as the device is removed."""
    chosen = local_control(entry.options)
    if device_id in chosen.addresses:
        chosen = chosen.with_address(device_id, None)
        options = with_local_control(entry.options, chosen)
        hass.config_entries.async_update_entry(entry, options=options)
    async_forget_all(hass, {device_id})


@callback
def async_devices_of(hass: HomeAssistant, entry: ConfigEntry) -> set[str]:
    """Return the deviceids that an entry shows, or has something typed of."""
    shown = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    found = {it for it in map(deviceid_of, shown) if it is not None}
    return found | local_control(entry.options).addresses.keys()


@callback
def async_forget_all(hass: HomeAssistant, device_ids: Iterable[str]) -> None:
    """Forget where devices are and what they told, unless an entry shows them."""
    lan = hass.data[DATA_SHARED].local_network.lan
    for device_id in device_ids:
        lan.forget(device_id)


@callback
def async_place(hass: HomeAssistant, mac: str, address: str) -> None:
    """Look for a device at the address that it was given just now."""
    if DATA_SHARED not in hass.data:
        return
    lan = hass.data[DATA_SHARED].local_network.lan
    connection = (dr.CONNECTION_NETWORK_MAC, dr.format_mac(mac))
    for entry in dr.async_get(hass).async_get_devices(connections={connection}):
        if (device_id := deviceid_of(entry)) is not None:
            lan.place(device_id, address)
