"""Actions that reach behind the entities: params, effects, and the device list."""

import asyncio
from functools import partial
from typing import Any, Final

import orjson
import voluptuous as vol

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID, ATTR_DEVICE_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv, service

from .action_targets import async_target
from .api.errors import EwelinkError
from .api.wire import Params
from .const import DOMAIN
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.features import Effect, PlayedEffect
from .devices.features.effects import COLOR, LIGHT_EFFECTS, PERCENT, SOUND_EFFECTS
from .errors import command_error
from .history_actions import async_setup_history_actions
from .redaction import redacted_params

ATTR_BRIGHTNESS: Final = "brightness"
ATTR_LIGHT_EFFECT: Final = "light_effect"
ATTR_PARAMS: Final = "params"
ATTR_RGB_COLOR: Final = "rgb_color"
ATTR_SOUND_EFFECT: Final = "sound_effect"
ATTR_STATUS_LIGHT: Final = "status_light"
ATTR_STATUS_LIGHT_BELOW: Final = "status_light_below"
ATTR_STATUS_LIGHT_TOP: Final = "status_light_top"
ATTR_VOLUME: Final = "volume"

SERVICE_GET_PARAMS: Final = "get_params"
SERVICE_PLAY_EFFECT: Final = "play_effect"
SERVICE_REFRESH_DEVICES: Final = "refresh_devices"
SERVICE_SEND_PARAMS: Final = "send_params"

_GET_PARAMS: Final = vol.Schema({vol.Required(ATTR_DEVICE_ID): cv.string})
_PERCENT: Final = vol.All(vol.Coerce(int), vol.Range(*PERCENT))
_COLOR: Final = vol.All(vol.Coerce(int), vol.Range(*COLOR))
_PLAY_EFFECT: Final = vol.Schema(
    {
        vol.Required(ATTR_DEVICE_ID): cv.string,
        vol.Optional(ATTR_LIGHT_EFFECT): vol.In(LIGHT_EFFECTS),
        vol.Optional(ATTR_BRIGHTNESS): _PERCENT,
        vol.Optional(ATTR_RGB_COLOR): vol.All(
            vol.Coerce(list), vol.Length(3, 3), [_COLOR], vol.Coerce(tuple)
        ),
        vol.Optional(ATTR_SOUND_EFFECT): vol.In(SOUND_EFFECTS),
        vol.Optional(ATTR_VOLUME): _PERCENT,
        vol.Optional(ATTR_STATUS_LIGHT): cv.boolean,
        vol.Optional(ATTR_STATUS_LIGHT_TOP): cv.boolean,
        vol.Optional(ATTR_STATUS_LIGHT_BELOW): cv.boolean,
    }
)
_REFRESH_DEVICES: Final = vol.Schema({vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string})
_SEND_PARAMS: Final = vol.Schema(
    {vol.Required(ATTR_DEVICE_ID): cv.string, vol.Required(ATTR_PARAMS): object}
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_setup_history_actions(hass)
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_PARAMS,
        _async_get_params,
        schema=_GET_PARAMS,
        supports_response=SupportsResponse.ONLY,
    )
    hass.services.async_register(
        DOMAIN, SERVICE_PLAY_EFFECT, _async_play_effect, schema=_PLAY_EFFECT
    )
    hass.services.async_register(
        DOMAIN, SERVICE_REFRESH_DEVICES, _async_refresh_devices, schema=_REFRESH_DEVICES
    )
    hass.services.async_register(
        DOMAIN, SERVICE_SEND_PARAMS, _async_send_params, schema=_SEND_PARAMS
    )


async def _async_send_params(call: ServiceCall) -> None:
    """Send params to a device as they are, and await that it obeys."""
    coordinator, device, _ = async_target(call)
    params = _json_object(call.data[ATTR_PARAMS])
    try:
        await coordinator.async_command(device, params)
    except EwelinkError as err:
        raise command_error(err, device.name) from err


async def _async_get_params(call: ServiceCall) -> ServiceResponse:
    """Ask a device, and return all that is known of it by then."""
    coordinator, device, _ = async_target(call)
    try:
        await coordinator.async_query(device)
    except EwelinkError as err:
        raise command_error(err, device.name) from err
    return {ATTR_PARAMS: redacted_params(device)}


async def _async_play_effect(call: ServiceCall) -> None:
    """Let a device play an effect, once and now."""
    coordinator, device, _ = async_target(call)
    effects = [it for it in device.features if isinstance(it, Effect)]
    if not effects:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="no_effects",
            translation_placeholders={"device": device.name},
        )
    fields = {key: it for key, it in call.data.items() if key != ATTR_DEVICE_ID}
    encode = partial(effects[0].encode, PlayedEffect(**fields))
    try:
        await coordinator.async_act(device, encode)
    except EwelinkError as err:
        raise command_error(err, device.name) from err


async def _async_refresh_devices(call: ServiceCall) -> None:
    """Read the list of one account, or of all, and raise what one failed with."""
    coordinators = [entry.runtime_data for entry in _async_entries(call)]
    reads = []
    for coordinator in coordinators:
        reads.append(coordinator.async_begin_refresh())
        await asyncio.wait(reads[-1:])
    for coordinator, read in zip(coordinators, reads, strict=True):
        _check_list(coordinator, read)


def _json_object(value: Any) -> Params:
    """Return a copy of params as JSON has them, if they are an object with a key."""
    try:
        params = orjson.loads(orjson.dumps(value))
    except orjson.JSONEncodeError:
        params = None
    if not isinstance(params, dict) or not params:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="params_not_an_object"
        )
    return params


@callback
def _async_entries(call: ServiceCall) -> list[EwelinkConfigEntry]:
    """Return the account that is named, or all that are loaded."""
    entries: list[EwelinkConfigEntry]
    if (entry_id := call.data.get(ATTR_CONFIG_ENTRY_ID)) is not None:
        return [service.async_get_config_entry(call.hass, DOMAIN, entry_id)]
    entries = call.hass.config_entries.async_loaded_entries(DOMAIN)
    if not entries:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="no_account_loaded"
        )
    return entries


def _check_list(coordinator: EwelinkCoordinator, read: asyncio.Task[None]) -> None:
    """Raise what a read of a list failed with, if it did."""
    entry = coordinator.config_entry
    if read.cancelled() or entry.state is not ConfigEntryState.LOADED:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="unloaded",
            translation_placeholders={"account": entry.title},
        )
    if coordinator.last_update_success:
        return
    err = coordinator.last_exception
    if not isinstance(err, HomeAssistantError):
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key="list_not_read"
        ) from err
    raise HomeAssistantError(
        translation_domain=err.translation_domain,
        translation_key=err.translation_key,
        translation_placeholders=err.translation_placeholders,
    ) from err
