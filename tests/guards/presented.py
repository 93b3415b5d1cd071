"""What all types of device show, and how each feature of it is presented."""

from collections.abc import Mapping, Sequence
from functools import cache
import importlib
from typing import Final

from custom_components.ewelink.availability import STANDING_REASONS
from custom_components.ewelink.devices.features import (
    OF_ANY_DEVICE,
    OF_EVERY_DEVICE,
    Climate,
    Connection,
    Fan,
    Feature,
    Humidifier,
    Light,
    TouchSurface,
)
from custom_components.ewelink.devices.features.presses import PRESS
from custom_components.ewelink.devices.rows import TYPES, device_type
from custom_components.ewelink.event import NUMBERED
from custom_components.ewelink.platforms import PLATFORMS, platform_of
from custom_components.ewelink.sensor_descriptions import ACCOUNT_DESCRIPTIONS
from custom_components.ewelink.update import FIRMWARE
from homeassistant.const import Platform
from homeassistant.helpers.entity import EntityDescription

from ..devices.common import kind, thing
from .sources import NAME

# What a device of an unknown type can tell of itself; each tells other things.
UNKNOWN: Final = (
    device_type(thing(None, {"switch": "off"})),
    device_type(thing(None, {"switches": [{"outlet": 0}, {"outlet": 1}]})),
    device_type(
        thing(
            None,
            {
                "switches": [{"outlet": 0}, {"outlet": 1}],
                "configure": [],
                "pulses": [],
                "actPow_00": 0,
                "actPow_01": 0,
            },
        )
    ),
    device_type(
        thing(
            None,
            {
                "voltage": 230,
                "temperature": 20,
                "temperatureF": 68,
                "curTargetTemp": 200,
                "pulseConfig": {},
                "childLock": True,
            },
        )
    ),
    device_type(thing(None, {"phase_0_p": 1, "mainSwitch": "on"})),
    device_type(thing(None, {"switch": True, "parentid": "bridge"}, parent_id="1")),
)


@cache
def devices() -> Mapping[str, tuple[Feature, ...]]:
    """Return the features of each type of device, by its uiid or what it tells."""
    known = {str(uiid): kind(uiid).features for uiid in TYPES}
    unknown = {f"unknown {n}": it.features for n, it in enumerate(UNKNOWN)}
    found = (known | unknown).items()
    return {
        device: (*OF_EVERY_DEVICE, *OF_ANY_DEVICE, *features)
        for device, features in found
    }


@cache
def features(platform: Platform) -> tuple[Feature, ...]:
    """Return every feature of any type that a platform shows."""
    return tuple(
        feature
        for each in devices().values()
        for feature in each
        if platform_of(feature) == platform
    )


@cache
def descriptions(platform: Platform) -> Mapping[str, EntityDescription]:
    """Return a platform's descriptions by key."""
    found: Mapping[str, EntityDescription] = importlib.import_module(
        f"{NAME}.{platform}"
    ).DESCRIPTIONS
    return found


def offered(feature: Feature) -> Mapping[str, Sequence[str]]:
    """Return by attribute what one can choose among as that attribute's value."""
    match feature:
        case Light() if feature.effect_names:
            return {"effect": feature.effect_names}
        case Climate(presets=presets) | Fan(presets=presets) if presets:
            return {"preset_mode": tuple(presets)}
        case TouchSurface():
            return {"event_type": tuple(set(feature.event_types) - {PRESS})}
        case Humidifier():
            return {"mode": tuple(feature.levels)}
        case Connection():
            return {"reason": STANDING_REASONS}
    return {}


def further(platform: Platform) -> Mapping[str, EntityDescription]:
    """Return the descriptions of what a platform shows beside those of features."""
    if platform is Platform.EVENT:
        return {NUMBERED.key: NUMBERED}
    if platform is Platform.UPDATE:
        return {FIRMWARE.key: FIRMWARE}
    return ACCOUNT_DESCRIPTIONS if platform is Platform.SENSOR else {}


def described() -> list[tuple[Platform, EntityDescription]]:
    """Return all descriptions with their platforms."""
    return [
        (platform, description)
        for platform in PLATFORMS
        for description in (
            *descriptions(platform).values(),
            *further(platform).values(),
        )
    ]
