"""The route to a device that fits what the user chose."""

from homeassistant.core import HomeAssistant

from ..pairing import hotspot
from ..pairing.addresses import Address
from ..pairing.network_manager.route import HotspotRoute
from ..pairing.route import JoinedRoute, Route
from ..pairing.session import PairingTiming
from ..pairing.touch.route import UNKNOWN_BSSID, TouchRoute, parse_bssid
from ..pairing.wifi import HomeWifi
from ..pairing_manager import Choices, Method
from .recovery import Marker


def chosen_route(
    hass: HomeAssistant, choices: Choices, wifi: HomeWifi, timing: PairingTiming
) -> Route:
    """Return the route to the device that was chosen."""
    match choices.method:
        case Method.TOUCH:
            return TouchRoute(
                wifi=wifi,
                bssid=parse_bssid(choices.bssid) or UNKNOWN_BSSID,
                local_address=choices.address,
                timing=timing.touch,
            )
        case Method.JOINED:
            address = Address.parse(choices.address)
            return JoinedRoute(address or Address(hotspot.ADDRESS))
        case _:
            marker = Marker(hass)
            return HotspotRoute(
                interface=choices.interface,
                is_uplink=choices.method is Method.UPLINK,
                hotspot=choices.hotspot,
                on_before=marker.async_keep,
                on_restored=marker.async_remove,
                left_over=marker.async_left_over,
                timing=timing.network,
            )
