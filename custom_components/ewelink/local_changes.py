"""What becomes other in the local network while an account runs."""

from collections.abc import Iterable, Mapping

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .coordinator import EwelinkCoordinator
from .devices.device import Device
from .domain_data import DATA_SHARED
from .entry_data import local_control
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
    """Look for devices where the user says, also for those that appear later."""
    lan = coordinator.hass.data[DATA_SHARED].local_network.lan

    @callback
    def _place(devices: Iterable[Device]) -> None:
        addresses = local_control(coordinator.config_entry.options).addresses
        for device in devices if addresses else ():
            address, peer = addresses.get(device.id), lan.peer(device.id)
            if address is None or peer is None:
                continue
            if peer.host.typed != (address.host, address.port):
                lan.place_typed(device.id, address.host, address.port)

    return coordinator.inventory.async_listen_features(_place)


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
