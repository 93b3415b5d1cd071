"""What the params of a device tell of the meaning and the scale of others."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Self

from ..api.models import Thing
from ..api.wire import Params, ReadOnlyParams
from .places import outlets
from .values import number

MAX_CHANNELS: Final = 4
# Keys whose presence decides what another key means, or which of two shapes is used.
_SHAPING: Final = frozenset(
    {
        "configure",
        "current",
        "curTargetTemp",
        "currentHumidity",
        "currentTemperature",
        "lightswitch",
        "mainSwitch",
        "phase_0_c",
        "phase_0_p",
        "phase_0_v",
        "power",
        "pulse",
        "pulseConfig",
        "pulses",
        "sledBright",
        "sledOnline",
        "startup",
        "state",
        "switch",
        "temperature",
        "voltage",
    }
)
_NUMBERED_READINGS: Final = (
    "actPow",
    "voltage",
    "current",
    "reactPow",
    "apparentPow",
)
_NUMBERED: Final = frozenset(
    f"{name}_0{outlet}" for name in _NUMBERED_READINGS for outlet in range(MAX_CHANNELS)
)
_CLIMATE: Final = frozenset({"temperature", "temperatureF"})
_VOLTAGE: Final = frozenset({"voltage"})
HINTING: Final = (
    _SHAPING
    | _NUMBERED
    | _CLIMATE
    | {"childLock", "switches"}
    | {f"switch_0{outlet}" for outlet in range(MAX_CHANNELS)}
)
_SCALES: Final = (1, 10, 100)
# 0 degrees Celsius in Fahrenheit.
_FAHRENHEIT_ZERO: Final = 32
# What the mains can have, in volts.
_MAINS: Final = (80, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of a device beside the values of its params.

    ``outlets``, ``booleans`` and ``meters`` count the channels of each shape.
    ``told`` are the keys that decide about others, ``truths`` those that are spelt as
    booleans. The scales are None where nothing tells them.
    """

    is_child: bool
    outlets: int
    booleans: int
    meters: int
    told: frozenset[str]
    truths: frozenset[str]
    climate_scale: int | None
    load_scale: int | None

    @property
    def channels(self) -> int:
        """Return how many channels there are, whatever their shape."""
        return max(self.outlets, self.booleans, self.meters)

    @property
    def has_relay(self) -> bool:
        """Return whether the device switches something."""
        return self.outlets > 0 or self.booleans > 0 or "switch" in self.told

    def after(self, earlier: Self) -> Self:
        """Return the hints with what was known before: a scale does not change."""
        return replace(
            self,
            truths=self.truths | earlier.truths,
            climate_scale=earlier.climate_scale or self.climate_scale,
            load_scale=earlier.load_scale or self.load_scale,
        )


def hints_of(thing: Thing, params: ReadOnlyParams) -> Hints:
    """Return what the params of a device tell of each other."""
    return Hints(
        is_child=thing.parent_id is not None,
        outlets=_count(_outlets_of(params).__contains__),
        booleans=_count(lambda n: isinstance(params.get(f"switch_0{n}"), bool)),
        meters=_count(lambda n: _has_numbered_reading(params, n)),
        told=frozenset(key for key in _SHAPING if params.get(key) is not None),
        truths=frozenset(
            key for key in ("switch", "childLock") if isinstance(params.get(key), bool)
        ),
        climate_scale=_climate_scale(params),
        load_scale=_load_scale(params),
    )


def hinting_of(params: ReadOnlyParams, update: ReadOnlyParams) -> Params:
    """Return what is known of the hinting params that an update holds."""
    return {key: params.get(key) for key in HINTING.intersection(update)}


def has_new_hints(
    hints: Hints, before: ReadOnlyParams, params: ReadOnlyParams, changed: set[str]
) -> bool:
    """Return whether changes tell more than the hints do.

    Other values of the same shape do not, unless they tell a scale not known yet.
    """
    if hints.climate_scale is None and not _CLIMATE.isdisjoint(changed):
        return True
    if hints.load_scale is None and not _VOLTAGE.isdisjoint(changed):
        return True
    return any(
        key in changed and _shape(key, old) != _shape(key, params[key])
        for key, old in before.items()
    )


def _shape(key: str, value: object) -> object:
    """Return what hints see of a value: its JSON type, and its outlets."""
    if key == "switches":
        return _outlets_of({key: value})
    if key in _NUMBERED or key == "curTargetTemp":
        return value if value is None else number(value) is not None
    kind = type(value)
    return float if kind is int else kind


def _count(has: Callable[[int], bool]) -> int:
    return next((n for n in range(MAX_CHANNELS) if not has(n)), MAX_CHANNELS)


def _outlets_of(params: ReadOnlyParams) -> set[float | None]:
    return {number(entry.get("outlet")) for entry in outlets(params.get("switches"))}


def _has_numbered_reading(params: ReadOnlyParams, outlet: int) -> bool:
    return any(
        number(params.get(f"{name}_0{outlet}")) is not None
        for name in _NUMBERED_READINGS
    )


def _climate_scale(params: ReadOnlyParams) -> int | None:
    """Return the scale of temperature, which the same in Fahrenheit tells.

    F = 1.8 C + 32, so F - 1.8 C is 32 times the scale; also about so where the one
    was reported before the other. Set points are in tenths wherever they are told.
    """
    celsius, fahrenheit = (
        number(params.get(key)) for key in ("temperature", "temperatureF")
    )
    if celsius is None:
        return None
    if fahrenheit is None:
        return 10 if number(params.get("curTargetTemp")) is not None else None
    scale = (fahrenheit - 1.8 * celsius) / _FAHRENHEIT_ZERO
    return next((it for it in _SCALES if it / 2 < scale < it * 2), None)


def _load_scale(params: ReadOnlyParams) -> int | None:
    """Return the scale of power and current, which the mains voltage tells."""
    voltage = number(params.get("voltage"))
    if voltage is None:
        return None
    low, high = _MAINS
    return next((it for it in (1, 100) if low * it <= voltage <= high * it), None)
