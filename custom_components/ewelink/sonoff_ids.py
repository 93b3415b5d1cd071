"""Which entity of ours goes on with which one of SonoffLAN: the one table of it.

SonoffLAN knows an entity by `deviceid` or `deviceid_tail`, we know it by
`deviceid_key[_channel]`. An entity cannot change its domain: a row leads to a feature
that the same platform shows, and counts only where our device has that feature.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
import re
from typing import Final

from homeassistant.const import Platform

SONOFF: Final = "sonoff"


@dataclass(frozen=True, slots=True)
class Tail:
    """What an id of SonoffLAN ends in, and the key of ours that goes on with it.

    In a tail ``#`` stands for a number and ``*`` for anything. In a key ``#`` is that
    number less one, and left out where our device has one channel; ``@`` is the number
    as it is. ``uiids`` are the only types for which it is so, unless there are none.
    """

    tail: str
    key: str
    uiids: frozenset[int] = frozenset()


def _tails(*same: str, **others: str) -> tuple[Tail, ...]:
    """Return tails that are keys of ours, too, and such as have another one."""
    return (
        *(Tail(it, it) for it in same),
        *(Tail(tail, key) for tail, key in others.items()),
    )


def _only(tail: str, key: str, *uiids: int) -> Tail:
    return Tail(tail, key, frozenset(uiids))


# SonoffLAN's `energy` of 190 is the running hour's, of which we show nothing.
TAILS: Final[Mapping[Platform, tuple[Tail, ...]]] = {
    Platform.ALARM_CONTROL_PANEL: (Tail("", "alarm_control_panel"),),
    Platform.BINARY_SENSOR: (
        _only("", "door", 102, 154, 3026, 7003),
        _only("", "motion", 2026, 7002),
        _only("", "moisture", 4026),
        _only("", "water_shortage", 25),
        *_tails("light", "moisture", "occupancy", zled="zigbee_led"),
        _only("#", "rf_sensor_@", 28, 90, 98),
        _only("#", "alarm_@", 28, 90, 98),
    ),
    Platform.BUTTON: (
        *_tails("restart", reboot="restart", shutdown="force_shutdown"),
        *_tails(bell="sound_bell", alarm="sound_alarm"),
        _only("#", "rf_@", 28, 90, 98),
    ),
    Platform.CLIMATE: (Tail("", "climate"), _only("", "thermostat", 15)),
    Platform.COVER: (Tail("", "cover"), _only("op", "cover", 67, 91)),
    Platform.EVENT: (
        Tail("", "button"),
        _only("", "touch", 209, 210, 211, 212),
        Tail("#", "button#"),
    ),
    Platform.FAN: (Tail("", "fan"),),
    Platform.HUMIDIFIER: (Tail("", "humidifier"),),
    Platform.LIGHT: (
        Tail("", "light"),
        _only("", "lamp", 25),
        _only("1", "lamp", 34),
        _only("effect_*", "ambient_light", 209, 210, 211, 212),
    ),
    Platform.NUMBER: _tails(
        "sensitivity", "temperature_correction", pulseWidth="inching_time"
    ),
    Platform.REMOTE: (Tail("", "remote"),),
    Platform.SELECT: (Tail("startup", "power_on_state"), Tail("#", "power_on_state#")),
    Platform.SENSOR: (
        *_tails(
            "battery",
            "battery_voltage",
            "connection",
            "cpu_temperature",
            "current",
            "energy_month",
            "energy_week",
            "energy_year",
            "humidity",
            "pm10",
            "pm25",
            "power",
            "remote_temperature",
            "temperature",
            "valve_opening",
            "voltage",
            auto_target_temperature="target_temperature_auto",
            co2="carbon_dioxide",
            current_supply="current_supplied",
            current_target_temperature="target_temperature",
            dusty="dust_level",
            eco_target_temperature="target_temperature_eco",
            energy_day="energy_today",
            energy_day_supply="energy_supplied_today",
            energy_month_supply="energy_supplied_month",
            illumination="illuminance",
            light="light_level",
            limit_voltage="battery_voltage_limit",
            manual_target_temperature="target_temperature_manual",
            noise="noise_level",
            outdoor_temp="outdoor_temperature",
            power_supply="power_supplied",
            rssi="signal_strength",
            run_voltage="battery_voltage",
            water="water_today",
        ),
        Tail("current_#", "current#"),
        Tail("power_#", "power#"),
        Tail("voltage_#", "voltage#"),
        _only("energy", "energy_today", 5, 32, 182),
        _only("energy", "energy_total", 226),
        _only("energy_#", "energy_today#", 126, 130),
    ),
    Platform.SIREN: (Tail("", "siren"), _only("", "buzzer", 195, 228)),
    Platform.SWITCH: (
        *_tails("switch", "led", "child_lock", "curtain_mode", "screen"),
        Tail("", "switch"),
        Tail("#", "switch#"),
        *_tails(auto_mode="auto_control", detach="relay_separation"),
        *_tails(pulse="inching", window_switch="window_detection"),
    ),
    Platform.VALVE: (Tail("", "valve"), Tail("#", "valve#")),
}

# What we show under the name of its device or channel alone.
NAMELESS: Final = frozenset(
    {
        "alarm_control_panel",
        "climate",
        "cover",
        "fan",
        "humidifier",
        "light",
        "remote",
        "siren",
        "switch",
        "valve",
    }
)


def identities(domain: str, tail: str, uiid: int | None) -> Iterator[str]:
    """Yield what a feature of ours may be called that goes on with an entity.

    The first one counts that the device has.
    """
    for row in TAILS.get(domain, ()):  # type: ignore[call-overload]
        if row.uiids and uiid not in row.uiids:
            continue
        pattern = re.escape(row.tail).replace(r"\#", r"(\d+)").replace(r"\*", ".*")
        if (match := re.fullmatch(pattern, tail)) is not None:
            yield from _named(row.key, match)


def _named(key: str, match: re.Match[str]) -> Iterator[str]:
    if "#" not in key and "@" not in key:
        yield key
        return
    number = int(match[1])
    if "@" in key:
        yield key.replace("@", str(number))
        return
    yield key.replace("#", f"_{number - 1}")
    if number == 1:
        yield key.replace("#", "")
