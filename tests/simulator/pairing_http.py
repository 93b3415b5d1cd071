"""Devices in pairing mode, for the control side over HTTP and for its page."""

from collections.abc import Awaitable, Callable
from typing import Final

from .controls import Controls
from .hotspot import HotspotServer
from .wire import Json


def pairing_state(controls: Controls) -> Json:
    """Return the devices in pairing mode, and the Wi-Fi to give them."""
    ssid, password = controls.wifi_ssid, controls.wifi_password
    return {
        "pairing": [_state(controls, server) for server in controls.pairing],
        "wifi": {"ssid": ssid, "password": password},
    }


def _state(controls: Controls, server: HotspotServer) -> Json:
    return {
        "id": server.device.device_id,
        "name": server.device.name,
        "model": server.device.model,
        "profile": server.profile.name,
        "address": server.address,
        "ssid": server.ssid,
        "led": server.led,
        "open": server.is_open,
        "given": server.given is not None,
        "added": server.device.device_id in controls.devices,
    }


async def _pair(controls: Controls, body: Json) -> Json:
    server = await controls.start_pairing(
        body.get("profile", "colink"),
        device=body.get("device", ""),
        pace=float(body.get("pace", 1)),
    )
    return _state(controls, server)


async def _hold(controls: Controls, body: Json) -> Json:
    server = controls.in_pairing(body["device"])
    await server.press()
    return _state(controls, server)


def _gsm(controls: Controls, body: Json) -> Json:
    device = controls.make_gsm_device(body["name"])
    return {"id": device.device_id, "gsm_id": device.gsm_id}


PAIRING_OPERATIONS: Final[
    dict[str, Callable[[Controls, Json], Json | Awaitable[Json]]]
] = {
    "pair": _pair,
    "hold": _hold,
    "gsm": _gsm,
}
