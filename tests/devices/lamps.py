"""The lamps of the table, for the tests of what they show and send."""

from typing import Any, Final

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.features import Light, LightState, LightValues
from custom_components.ewelink.devices.rows import TYPES

from .common import device, kind, merged


def lamp_of(found: Device) -> Light:
    """Return the lamp that a device has now."""
    [lamp] = [it for it in found.features if isinstance(it, Light)]
    return lamp


def shown(uiid: int, params: Params, **others: Any) -> LightState:
    """Return what the lamp of a device with these params shows."""
    found = device(uiid, params, **others)
    return lamp_of(found).decode(found.params)


def frame(
    uiid: int,
    params: Params,
    effect: str | None = None,
    seconds: float | None = None,
    **wanted: Any,
) -> Params:
    """Return what goes out when a lamp is switched on with what is wanted."""
    found = device(uiid, params)
    values = LightValues(**wanted)
    sent = lamp_of(found).turn_on(values, found.params, effect=effect, seconds=seconds)
    return found.complete(sent)


def after(
    uiid: int, params: Params, effect: str | None = None, **wanted: Any
) -> LightState:
    """Return what the lamp shows once it has obeyed."""
    return shown(uiid, merged(params, frame(uiid, params, effect, **wanted)))


LAMPS: Final = sorted(
    uiid for uiid in TYPES if any(isinstance(it, Light) for it in kind(uiid).features)
)
