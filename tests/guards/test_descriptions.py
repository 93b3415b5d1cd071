"""Every feature is presented, and in a way that Home Assistant understands."""

from collections import Counter
from typing import Any, Final

import pytest

from custom_components.ewelink.devices.features import (
    Effect,
    Energy,
    Feature,
    RadioSend,
    Reading,
)
from custom_components.ewelink.platforms import KINDS, PLATFORMS, platform_of
from homeassistant.components.number.const import (
    DEVICE_CLASS_UNITS as NUMBER_UNITS,
    NumberDeviceClass,
)
from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.components.sensor.const import (
    DEVICE_CLASS_STATE_CLASSES,
    DEVICE_CLASS_UNITS,
)
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.translation import async_get_translations
from tests.each import each

from .presented import (
    described,
    descriptions,
    devices,
    features,
)
from .sources import load

SENSORS: Final[list[Any]] = [
    it
    for it in descriptions(Platform.SENSOR).values()
    if it.device_class != SensorDeviceClass.ENUM
]
SETTINGS: Final = {Platform.NUMBER, Platform.SELECT, Platform.SWITCH}
BY_KEY: Final = "{0.key}".format


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_feature_has_a_description(platform: Platform) -> None:
    """Each key has its description, and no description is for nothing."""
    assert descriptions(platform).keys() == {it.key for it in features(platform)}


def test_every_feature_has_one_platform() -> None:
    """No feature is shown twice; what only an action plays is not shown."""
    for device in devices().values():
        for feature in device:
            shown = sum(isinstance(feature, kinds) for kinds in KINDS.values())
            assert shown == (not isinstance(feature, Effect))


@pytest.mark.parametrize("description", SENSORS, ids=BY_KEY)
def test_unit_fits_the_device_class(description: Any) -> None:
    """Home Assistant knows the unit for that class, and the state class."""
    unit, device_class = description.native_unit_of_measurement, None
    if description.device_class is not None:
        device_class = SensorDeviceClass(description.device_class)
        assert unit in DEVICE_CLASS_UNITS[device_class]
        possible = DEVICE_CLASS_STATE_CLASSES.get(device_class, set())
        assert description.state_class in {None, *possible}
    if unit is not None and device_class is not None:
        assert description.suggested_display_precision is not None or unit == "L"


@pytest.mark.parametrize(
    "description",
    list(descriptions(Platform.NUMBER).values()),
    ids=BY_KEY,
)
def test_unit_fits_the_class_of_a_number(description: Any) -> None:
    """Home Assistant knows the unit for that class."""
    if description.device_class is not None:
        known = NUMBER_UNITS[NumberDeviceClass(description.device_class)]
        assert description.native_unit_of_measurement in known


@each(described())
def test_only_settings_are_configuration(
    platform: Platform, description: EntityDescription
) -> None:
    """What is only read is never among the settings, and the reverse."""
    if platform in SETTINGS and description.key != "switch":
        assert description.entity_category == EntityCategory.CONFIG
    elif platform not in {Platform.BUTTON, Platform.UPDATE}:
        assert description.entity_category != EntityCategory.CONFIG


def test_energy_is_for_the_energy_dashboard() -> None:
    """Counters of kWh, and only they, only ever grow."""
    growing = {
        it.key
        for it in SENSORS
        if it.device_class == SensorDeviceClass.ENERGY
        and it.state_class == "total_increasing"
    }
    sensors = features(Platform.SENSOR)
    assert growing == {it.key for it in sensors if isinstance(it, Energy)}
    assert growing == {it.key for it in SENSORS if it.key.startswith("energy_")}


def test_only_measurements_of_a_load_grow_old() -> None:
    """Power, voltage and current are live readings, on whatever device."""
    for feature in features(Platform.SENSOR):
        key = feature.key.removeprefix("raw_")
        if isinstance(feature, Reading) and not key.startswith("battery"):
            is_of_a_load = key.startswith(("apparent_", "reactive_", "power"))
            is_of_a_load |= key.startswith(("voltage", "current"))
            assert feature.live == is_of_a_load, feature.key


async def test_names_are_unique_on_a_device(hass: HomeAssistant) -> None:
    """No two entities of one device or channel are called the same.

    The main ones are called as it is, and told apart by their platforms. So is what a
    device might tell beside what its row knows, and a key that is sent and received.
    """
    platforms = {str(platform) for platform in PLATFORMS}
    theirs = await async_get_translations(hass, "en", "entity_component", platforms)
    for device, shown in devices().items():
        named = [
            (it, _name(it, theirs))
            for it in shown
            if platform_of(it) and not isinstance(it, RadioSend)
        ]
        names = Counter((it.channel, name, platform_of(it)) for it, name in named)
        names += Counter((it.channel, name, None) for it, name in named if name)
        names -= Counter((it.channel, name, None) for it, name in named if it.optional)
        twice = {name for name, count in names.items() if count > 1}
        assert not twice, f"{device}: {twice}"


def _name(feature: Feature, theirs: dict[str, str]) -> str:
    """Return what an entity is called beside its device."""
    if feature.name is not None:
        return feature.name
    platform = platform_of(feature)
    description = descriptions(platform)[feature.key]
    if description.name is None:
        return ""
    if description.translation_key is not None:
        texts = load("translations/en.json")["entity"][platform]
        name: str = texts[description.translation_key]["name"]
        return name
    device_class = description.device_class
    return theirs[f"component.{platform}.entity_component.{device_class}.name"]


@each(described())
def test_settings_are_disabled_at_first(
    platform: Platform, description: EntityDescription
) -> None:
    """They take no other's place: Home Assistant enables so many for an entry."""
    if platform in SETTINGS and description.entity_category == EntityCategory.CONFIG:
        assert not description.entity_registry_enabled_default


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_feature_enables_a_setting(platform: Platform) -> None:
    """The rule has no exception by type."""
    for feature in features(platform):
        if descriptions(platform)[feature.key].entity_category == EntityCategory.CONFIG:
            assert not feature.common, feature
