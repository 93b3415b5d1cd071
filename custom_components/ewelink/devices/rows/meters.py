"""Devices that measure the load they switch."""

from dataclasses import replace

from ..device_type import DeviceType
from ..features import Energy, Feature, LiveReadings, Reading, State, Toggle
from ..places import Param
from ..values import ONE_ZERO
from .histories import (
    ENERGY_LIFETIME,
    HALF_YEAR_LOCALLY,
    HOURS,
    HUNDRED_DAYS,
    OF_BREAKER,
    TOLD_TODAY,
    days_of_channels,
    from_days,
    from_days_of,
)
from .parts import (
    CHILD_LOCK,
    CHILD_RSSI,
    HUNDREDTHS,
    LED,
    REFRESH,
    RSSI,
    UIACTIVE_SECONDS,
    energy,
    live,
    live_readings,
    power_on,
)
from .relays import (
    SINGLE,
    SWITCH_BOOLEAN,
    children,
    inching,
    multi,
    outlets_only,
    power_on_states,
    relays,
    resting_inching,
)
from .switches import MOTOR_SETTINGS, dual_r3

REFRESH_ALL = LiveReadings(
    key="live_readings", command={"uiActive": {"all": 1, "time": UIACTIVE_SECONDS}}
)
READINGS = live_readings(1)
READINGS_HUNDREDTHS = live_readings(HUNDREDTHS)
ENERGY_TODAY = energy("today", "dayKwh")
ENERGY_WEEK = energy("week", "weekKwh")
ENERGY_MONTH = energy("month", "monthKwh")
ENERGY_YEAR = energy("year", "yearKwh")

ALARMS = {
    1: "power_low",
    2: "power_high",
    3: "under_voltage",
    4: "over_voltage",
    5: "over_current",
    6: "leakage",
    7: "overheated",
    8: "balance_low",
    9: "balance_empty",
    10: "leakage_test_failed",
    11: "phase_imbalance",
    12: "phase_loss",
}


def _refresh_channel(channel: int) -> LiveReadings:
    return LiveReadings(
        key="live_readings",
        channel=channel,
        command={"uiActive": {"outlet": channel, "time": UIACTIVE_SECONDS}},
    )


def channel_readings(count: int) -> tuple[Feature, ...]:
    """Return the readings of a meter for each of its loads."""
    return tuple(
        live(key, f"{param}_0{n}", HUNDREDTHS, n)
        for n in range(count)
        for key, param in (
            ("power", "actPow"),
            ("voltage", "voltage"),
            ("current", "current"),
            ("reactive_power", "reactPow"),
            ("apparent_power", "apparentPow"),
        )
    )


def _phase(number: int) -> tuple[Feature, ...]:
    """Return the readings of a further phase, which only some breakers have."""
    return tuple(
        replace(
            live(f"{key}_phase_{number}", f"phase_{number - 1}_{short}"), optional=True
        )
        for key, short in (("power", "p"), ("voltage", "v"), ("current", "c"))
    )


def _supplied(key: str, param: str) -> Reading:
    """Return a reading of what is fed back, which only POWCT has."""
    return replace(live(key, param, HUNDREDTHS), optional=True)


SUPPLY: tuple[Reading, ...] = (
    _supplied("power_supplied", "supplyPower"),
    _supplied("current_supplied", "supplyCurrent"),
    replace(energy("supplied_today", "dayPowerSupply"), optional=True),
    replace(energy("supplied_month", "monthPowerSupply"), optional=True),
)
SWITCH_REVERSED = tuple(
    Toggle(
        key="switch_reversed",
        channel=n,
        place=Param(f"swReverse_0{n}"),
        codec=ONE_ZERO,
    )
    for n in range(2)
)
FIRST_PHASE: tuple[Feature, ...] = (
    live("power", "phase_0_p"),
    live("voltage", "phase_0_v"),
    live("current", "phase_0_c"),
)
FURTHER_PHASES: tuple[Feature, ...] = (*_phase(2), *_phase(3))
ENERGY_TOTAL = Energy(key="energy_total", place=Param("totalPower"))
LAST_ALARM = State(key="last_alarm", place=Param("alarmReport"), states=ALARMS)
PREPAID_BALANCE = Reading(key="prepaid_balance", place=Param("availablePower"))
BREAKER: tuple[Feature, ...] = (
    SWITCH_BOOLEAN,
    LED,
    RSSI,
    *FIRST_PHASE,
    *FURTHER_PHASES,
    ENERGY_TOTAL,
    Reading(
        key="temperature",
        place=Param("temperature"),
        optional=True,
        fahrenheit=("tempateUnit", "fahrenheit"),
    ),
    replace(CHILD_LOCK, optional=True),
    LAST_ALARM,
    PREPAID_BALANCE,
    REFRESH,
)

TYPES = {
    5: DeviceType(
        name="Metering plug",
        features=(
            *SINGLE,
            READINGS[0],
            *(replace(reading, common=False) for reading in READINGS[1:]),
            *from_days(),
            REFRESH,
        ),
        history=HUNDRED_DAYS,
    ),
    32: DeviceType(
        name="Metering plug with overload alarm",
        local_poll="sledOnline",
        features=(*SINGLE, *READINGS, *from_days(), REFRESH),
        history=HUNDRED_DAYS,
    ),
    126: DeviceType(
        name="Dual relay and motor module with meter",
        local_poll="statistics",
        history=days_of_channels(2),
        features=(
            *dual_r3(),
            *channel_readings(2),
            *from_days_of(2),
            *SWITCH_REVERSED,
            *MOTOR_SETTINGS,
            REFRESH_ALL,
        ),
        channels=children(2),
    ),
    130: DeviceType(
        name="Stackable meter, 4 relays",
        local_poll="uiActive",
        history=days_of_channels(4),
        features=(
            *relays(4),
            *power_on_states(4),
            *channel_readings(4),
            *from_days_of(4),
            LED,
            *(_refresh_channel(n) for n in range(4)),
        ),
        channels=children(4),
    ),
    182: DeviceType(
        name="Metering plug",
        local_poll="sledOnline",
        history=HALF_YEAR_LOCALLY,
        features=(
            *relays(1),
            power_on(0),
            *resting_inching(1),
            LED,
            RSSI,
            *READINGS,
            *from_days(told=TOLD_TODAY),
            REFRESH,
        ),
    ),
    190: DeviceType(
        name="Metering switch",
        local_poll="getState",
        history=HOURS,
        features=(
            *relays(1, also={"operSide": 1}),
            power_on(0),
            *inching(1),
            LED,
            RSSI,
            *READINGS_HUNDREDTHS,
            ENERGY_TODAY,
            ENERGY_LIFETIME,
            ENERGY_MONTH,
            *SUPPLY,
            REFRESH,
        ),
    ),
    226: DeviceType(
        name="Smart breaker",
        features=BREAKER,
        history=OF_BREAKER,
    ),
    262: DeviceType(
        name="Metering plug",
        local_poll="sledOnline",
        is_partial=True,
        features=(
            *outlets_only(4),
            LED,
            RSSI,
            *READINGS_HUNDREDTHS,
            REFRESH,
        ),
        channels=children(4),
    ),
    276: DeviceType(
        name="Metering plug",
        features=(
            *multi(1),
            *READINGS_HUNDREDTHS,
            ENERGY_TODAY,
            ENERGY_LIFETIME,
            ENERGY_WEEK,
            ENERGY_MONTH,
            ENERGY_YEAR,
        ),
    ),
    7020: DeviceType(
        name="Zigbee metering plug",
        is_partial=True,
        features=(
            SWITCH_BOOLEAN,
            replace(READINGS[0], common=False, optional=True),
            CHILD_RSSI,
        ),
    ),
    7032: DeviceType(
        name="Zigbee metering plug",
        features=(
            *outlets_only(1),
            LED,
            *READINGS_HUNDREDTHS,
            ENERGY_TODAY,
            ENERGY_LIFETIME,
            ENERGY_MONTH,
            CHILD_RSSI,
            REFRESH,
        ),
    ),
    7054: DeviceType(
        name="Zigbee metering switch",
        is_partial=True,
        features=(*relays(1), power_on(0), *READINGS_HUNDREDTHS, CHILD_RSSI),
    ),
}
