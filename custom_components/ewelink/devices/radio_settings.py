"""What the user tells here of a radio bridge, as the app has no place for it.

``seconds`` are how long an alarm lasts, by channel; ``pairs`` the sensors with a code
for on and another for off.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..api.wire import Params, ReadOnlyParams, as_object
from .features.radio import ALARM_SECONDS
from .values import number

# What a sensor with two codes may be, in Home Assistant's words for the class of a
# binary sensor. What is none of them opens and closes.
OPENING: Final = "opening"
SENSOR_CLASSES: Final = (
    "door",
    "garage_door",
    "gas",
    "lock",
    "moisture",
    "motion",
    "occupancy",
    OPENING,
    "smoke",
    "vibration",
    "window",
)
LEAST_SECONDS: Final = 1
MOST_SECONDS: Final = 86_400
_MOST_CHANNEL: Final = 999


@dataclass(frozen=True, slots=True)
class CodePair:
    """A radio sensor with two codes: the channels for on and off, and what it is."""

    on: int
    off: int
    device_class: str

    @property
    def channels(self) -> frozenset[int]:
        """Return both channels."""
        return frozenset({self.on, self.off})


def pairs_in(settings: ReadOnlyParams) -> tuple[CodePair, ...]:
    """Return the sensors with two codes; no channel is in two of them."""
    return tuple(_untaken(settings.get("pairs")))


def _untaken(told: object) -> Iterator[CodePair]:
    taken = frozenset[int]()
    for entry in told if isinstance(told, list) else ():
        pair = _pair(entry)
        if pair is not None and taken.isdisjoint(pair.channels):
            taken |= pair.channels
            yield pair


def _pair(entry: object) -> CodePair | None:
    told = as_object(entry) or {}
    on, off = _channel(told.get("on")), _channel(told.get("off"))
    if on is None or off is None or on == off:
        return None
    device_class = told.get("class")
    known = next((it for it in SENSOR_CLASSES if it == device_class), OPENING)
    return CodePair(on, off, known)


def _channel(raw: object) -> int | None:
    value = number(raw)
    if value is None or value % 1 or not 0 <= value <= _MOST_CHANNEL:
        return None
    return int(value)


def seconds_of(settings: ReadOnlyParams, channel: int) -> float:
    """Return how long the alarm of a channel lasts."""
    told = as_object(settings.get("seconds")) or {}
    value = number(told.get(str(channel)))
    if value is None or not LEAST_SECONDS <= value <= MOST_SECONDS:
        return ALARM_SECONDS
    return value


def with_seconds(settings: ReadOnlyParams, channel: int, seconds: int) -> Params:
    """Return settings in which the alarm of a channel lasts as long as is told."""
    told = as_object(settings.get("seconds")) or {}
    others = {key: it for key, it in told.items() if key != str(channel)}
    own = {} if seconds == ALARM_SECONDS else {str(channel): seconds}
    return _with(settings, "seconds", others | own)


def with_pair(settings: ReadOnlyParams, pair: CodePair) -> Params:
    """Return settings with one more sensor of two codes."""
    return _with(settings, "pairs", _stored(*pairs_in(settings), pair))


def without_pair(settings: ReadOnlyParams, on: int) -> Params:
    """Return settings without the sensor that has a channel for on."""
    kept = [it for it in pairs_in(settings) if it.on != on]
    return _with(settings, "pairs", _stored(*kept))


def _stored(*pairs: CodePair) -> list[Params]:
    return [{"on": it.on, "off": it.off, "class": it.device_class} for it in pairs]


def _with(settings: ReadOnlyParams, key: str, value: object) -> Params:
    """Return settings with something else under a key, without it where that is none.

    All others stay.
    """
    others = {it: settings[it] for it in settings if it != key}
    return {**others, key: value} if value else others
