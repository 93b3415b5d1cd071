"""How each reading is presented, by the key of its feature."""

from dataclasses import replace
from typing import Final

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import (
    LIGHT_LUX,
    SIGNAL_STRENGTH_DECIBELS_MILLIWATT,
    EntityCategory,
    UnitOfApparentPower,
    UnitOfDensity,
    UnitOfElectricCurrent,
    UnitOfElectricPotential,
    UnitOfEnergy,
    UnitOfPower,
    UnitOfRatio,
    UnitOfReactivePower,
    UnitOfTemperature,
    UnitOfVolume,
)

from .availability import ConnectionState
from .feature_entities import by_key


def _measured(
    key: str,
    device_class: SensorDeviceClass,
    unit: str,
    precision: int,
    *,
    enabled: bool = True,
) -> SensorEntityDescription:
    """Return a description, named by its class where that fits."""
    return SensorEntityDescription(
        key=key,
        translation_key=None if key == device_class.value else key,
        device_class=device_class,
        entity_registry_enabled_default=enabled,
        native_unit_of_measurement=unit,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=precision,
    )


def _power(key: str) -> SensorEntityDescription:
    return _measured(key, SensorDeviceClass.POWER, UnitOfPower.WATT, 1)


def _voltage(key: str) -> SensorEntityDescription:
    device_class = SensorDeviceClass.VOLTAGE
    return _measured(key, device_class, UnitOfElectricPotential.VOLT, 1)


def _current(key: str) -> SensorEntityDescription:
    device_class = SensorDeviceClass.CURRENT
    return _measured(key, device_class, UnitOfElectricCurrent.AMPERE, 2)


def _energy(key: str) -> SensorEntityDescription:
    return SensorEntityDescription(
        key=key,
        translation_key=key,
        device_class=SensorDeviceClass.ENERGY,
        state_class=SensorStateClass.TOTAL_INCREASING,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=2,
    )


def _temperature(key: str) -> SensorEntityDescription:
    unit, device_class = UnitOfTemperature.CELSIUS, SensorDeviceClass.TEMPERATURE
    return _measured(key, device_class, unit, 1)


def _setpoint(key: str) -> SensorEntityDescription:
    unit, device_class = UnitOfTemperature.CELSIUS, SensorDeviceClass.TEMPERATURE
    return _diagnostic(key, device_class, unit, 1)


def _level(key: str) -> SensorEntityDescription:
    """Return the description of a figure on a scale of the device's own."""
    return SensorEntityDescription(
        key=key, translation_key=key, state_class=SensorStateClass.MEASUREMENT
    )


def _rare(key: str) -> SensorEntityDescription:
    """Return the description of a figure whose meaning only its owner knows."""
    return SensorEntityDescription(
        key=key, translation_key=key, entity_registry_enabled_default=False
    )


def _raw(key: str) -> SensorEntityDescription:
    """Return the description of a figure of an unknown device, scale unknown."""
    return SensorEntityDescription(
        key=key,
        translation_key=key,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        state_class=SensorStateClass.MEASUREMENT,
    )


def _diagnostic(
    key: str,
    device_class: SensorDeviceClass,
    unit: str,
    precision: int,
    *,
    enabled: bool = True,
) -> SensorEntityDescription:
    description = _measured(key, device_class, unit, precision, enabled=enabled)
    return replace(description, entity_category=EntityCategory.DIAGNOSTIC)


def _state(key: str) -> SensorEntityDescription:
    return SensorEntityDescription(
        key=key,
        translation_key=key,
        device_class=SensorDeviceClass.ENUM,
        entity_category=EntityCategory.DIAGNOSTIC,
    )


DESCRIPTIONS: Final = by_key(
    _measured(
        "apparent_power",
        SensorDeviceClass.APPARENT_POWER,
        UnitOfApparentPower.VOLT_AMPERE,
        1,
        enabled=False,
    ),
    _diagnostic("battery", SensorDeviceClass.BATTERY, UnitOfRatio.PERCENTAGE, 0),
    _diagnostic(
        "battery_voltage", SensorDeviceClass.VOLTAGE, UnitOfElectricPotential.VOLT, 2
    ),
    _diagnostic(
        "battery_voltage_limit",
        SensorDeviceClass.VOLTAGE,
        UnitOfElectricPotential.VOLT,
        2,
        enabled=False,
    ),
    _measured(
        "carbon_dioxide", SensorDeviceClass.CO2, UnitOfRatio.PARTS_PER_MILLION, 0
    ),
    _diagnostic(
        "cpu_temperature",
        SensorDeviceClass.TEMPERATURE,
        UnitOfTemperature.CELSIUS,
        1,
        enabled=False,
    ),
    SensorEntityDescription(
        key="connection",
        translation_key="connection",
        device_class=SensorDeviceClass.ENUM,
        entity_category=EntityCategory.DIAGNOSTIC,
        options=[state.value for state in ConnectionState],
    ),
    _current("current"),
    _current("current_phase_2"),
    _current("current_phase_3"),
    _current("current_supplied"),
    _level("dust_level"),
    _energy("energy_lifetime"),
    _energy("energy_month"),
    _energy("energy_supplied_month"),
    _energy("energy_supplied_today"),
    _energy("energy_today"),
    _energy("energy_total"),
    _energy("energy_week"),
    _energy("energy_year"),
    _measured("humidity", SensorDeviceClass.HUMIDITY, UnitOfRatio.PERCENTAGE, 1),
    _measured("illuminance", SensorDeviceClass.ILLUMINANCE, LIGHT_LUX, 0),
    _state("last_alarm"),
    _level("light_level"),
    _state("lower_limit"),
    _state("motor_calibration"),
    _level("noise_level"),
    _temperature("outdoor_temperature"),
    _measured(
        "pm10", SensorDeviceClass.PM10, UnitOfDensity.MICROGRAMS_PER_CUBIC_METER, 0
    ),
    _measured(
        "pm25", SensorDeviceClass.PM25, UnitOfDensity.MICROGRAMS_PER_CUBIC_METER, 0
    ),
    _power("power"),
    _power("power_phase_2"),
    _power("power_phase_3"),
    _power("power_supplied"),
    _rare("prepaid_balance"),
    _rare("radar_alert"),
    _raw("raw_current"),
    _raw("raw_humidity"),
    _raw("raw_power"),
    _raw("raw_temperature"),
    _raw("raw_voltage"),
    _measured(
        "reactive_power",
        SensorDeviceClass.REACTIVE_POWER,
        UnitOfReactivePower.VOLT_AMPERE_REACTIVE,
        1,
        enabled=False,
    ),
    _temperature("remote_temperature"),
    _diagnostic(
        "signal_strength",
        SensorDeviceClass.SIGNAL_STRENGTH,
        SIGNAL_STRENGTH_DECIBELS_MILLIWATT,
        0,
        enabled=False,
    ),
    _setpoint("target_temperature"),
    _setpoint("target_temperature_auto"),
    _setpoint("target_temperature_eco"),
    _setpoint("target_temperature_manual"),
    _temperature("temperature"),
    SensorEntityDescription(
        key="timers",
        translation_key="timers",
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
    ),
    _state("upper_limit"),
    SensorEntityDescription(
        key="valve_opening",
        translation_key="valve_opening",
        native_unit_of_measurement=UnitOfRatio.PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
    ),
    _voltage("voltage"),
    _voltage("voltage_phase_2"),
    _voltage("voltage_phase_3"),
    SensorEntityDescription(
        key="water_run",
        translation_key="water_run",
        device_class=SensorDeviceClass.WATER,
        entity_registry_enabled_default=False,
        native_unit_of_measurement=UnitOfVolume.LITERS,
    ),
    SensorEntityDescription(
        key="water_today",
        translation_key="water_today",
        device_class=SensorDeviceClass.WATER,
        native_unit_of_measurement=UnitOfVolume.LITERS,
        state_class=SensorStateClass.TOTAL_INCREASING,
    ),
)
ACCOUNT_DESCRIPTIONS: Final = by_key(
    SensorEntityDescription(
        key="calls",
        translation_key="calls",
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.TOTAL,
    )
)
