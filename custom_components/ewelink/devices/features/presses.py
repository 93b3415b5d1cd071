"""Keys that are pressed: what a message tells of it.

Presses are in the message, not in the merged params (docs/protocol.md, "Presses").
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, override

from ...api.messages import Origin
from ...api.wire import ReadOnlyParams
from ..places import Field, Param, Place
from ..stamps import Stamp, moment_of
from ..values import number, same
from .base import Feature

PRESS: Final = "press_end"
MULTI_PRESS: Final = "multi_press_end"
LONG_PRESS: Final = "long_press_end"
RING: Final = "ring"
# Which param holds the stamp differs by type; where it is missing the other is read.
TRIG_TIME: Final = ("trigTime", "actionTime")
ACTION_TIME: Final = ("actionTime", "trigTime")

_SLIDES: Final[Mapping[int, str]] = {1: "slide_1", 2: "slide_2"}
_TOUCHED: Final = 2
# A switch whose relay is parted from its button sends ghosts.
_LEAST_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Press:
    """What was done to a key: its event type, and how often where that is several."""

    event_type: str
    count: int | None = None


_KINDS: Final[Mapping[float, Press]] = {
    0: Press(PRESS),
    1: Press(MULTI_PRESS, 2),
    2: Press(LONG_PRESS),
    3: Press(MULTI_PRESS, 3),
}
_KIND_TYPES: Final = (PRESS, MULTI_PRESS, LONG_PRESS)


@dataclass(frozen=True, kw_only=True)
class Presses(Feature):
    """A key, or all that is touched as one; ``event_types`` are what it may tell.

    ``stamps`` are the params that may hold the time of a press, of which the first that
    is told counts. Where there are none, ``least_seconds`` are between two presses.
    ``number`` tells it from others of the same device, for want of a name.
    """

    event_types: tuple[str, ...]
    stamps: tuple[str, ...] = ()
    number: int | None = None
    least_seconds: float = 0.0

    @abstractmethod
    def press_in(
        self, message: ReadOnlyParams, params: ReadOnlyParams, origin: Origin
    ) -> Press | None:
        """Return what a message tells of a press, be it new or not.

        ``params`` are those of the device by now. Where there are ``stamps``, it is for
        the stamp to tell which key was meant, and whether it is new.
        """

    def stamps_in(self, params: ReadOnlyParams) -> list[Stamp]:
        """Return when it was pressed, as far as params of whatever origin tell."""
        if not self.is_meant(params):
            return []
        moments = ((it, moment_of(params.get(it))) for it in self.stamps)
        return [Stamp(it, self.outlet, at) for it, at in moments if at is not None]

    @property
    def outlet(self) -> int | None:
        """Return which of several presses with the same stamp are its own."""
        return None

    def is_meant(self, params: ReadOnlyParams) -> bool:  # noqa: ARG002
        """Return whether params tell of this key, not of another."""
        return True


@dataclass(frozen=True, kw_only=True)
class StampedButton(Presses):
    """A button of a remote: ``key`` is how, ``outlet`` which, a stamp tells when.

    ``channel`` is the outlet; a device with a single button may tell none.
    """

    key: str = "button"
    event_types: tuple[str, ...] = _KIND_TYPES
    stamps: tuple[str, ...] = TRIG_TIME

    @cached_property
    @override
    def child(self) -> str | None:
        """Return None: a button is no device of its own."""
        return None

    @cached_property
    @override
    def hears(self) -> frozenset[str]:
        """Return the keys that it is told of whenever a message holds them."""
        return frozenset({"key"})

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where it lies which button was pressed, and how."""
        return frozenset({Param("key"), Param("outlet")})

    @override
    def press_in(
        self, message: ReadOnlyParams, params: ReadOnlyParams, origin: Origin
    ) -> Press | None:
        """Return what a message tells of a press, be it new or not."""
        return _kind(message.get("key"))

    @property
    @override
    def outlet(self) -> int | None:
        """Return which of several presses with the same stamp are its own."""
        return self.channel

    @override
    def is_meant(self, params: ReadOnlyParams) -> bool:
        """Return whether params tell of this key, not of another."""
        if "key" not in params:
            return False
        return self.channel is None or number(params.get("outlet")) == self.channel


@dataclass(frozen=True, kw_only=True)
class LocalButton(Presses):
    """The button of a switch, told where it does not work the relay: ``localKeyPass``.

    It has no stamp. Beside anything else it is the last press of a full state.
    """

    key: str = "button"
    event_types: tuple[str, ...] = _KIND_TYPES
    least_seconds: float = _LEAST_SECONDS

    @cached_property
    @override
    def hears(self) -> frozenset[str]:
        """Return the keys that it is told of whenever a message holds them."""
        return frozenset({"localKeyPass"})

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where it lies which button was pressed, and how."""
        names = ("key", "outlet")
        return frozenset(Field("localKeyPass", name) for name in names)

    @override
    def press_in(
        self, message: ReadOnlyParams, params: ReadOnlyParams, origin: Origin
    ) -> Press | None:
        """Return what a message tells of a press just now."""
        told = message.get("localKeyPass")
        if (
            origin is not Origin.DEVICE
            or len(message) > 1
            or not isinstance(told, dict)
        ):
            return None
        return _kind(told.get("key")) if self._has_outlet(told.get("outlet")) else None

    def _has_outlet(self, outlet: object) -> bool:
        if outlet is None:
            return self.channel is None
        return number(outlet) == (self.channel or 0)


@dataclass(frozen=True, kw_only=True)
class TouchSurface(Presses):
    """A panel that one touches, or slides along; it tells no stamp.

    Its full state, which comes every minute, looks like a touch but for what it holds
    beside.
    """

    key: str = "touch"
    event_types: tuple[str, ...] = (PRESS, *_SLIDES.values())

    @cached_property
    @override
    def hears(self) -> frozenset[str]:
        """Return the keys that it is told of whenever a message holds them."""
        return frozenset({"slide", "triggerType"})

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where it lies what was done."""
        return frozenset({Param("slide"), Param("triggerType")})

    @override
    def press_in(
        self, message: ReadOnlyParams, params: ReadOnlyParams, origin: Origin
    ) -> Press | None:
        """Return what a message tells of a touch just now."""
        if origin is not Origin.DEVICE:
            return None
        if message.keys() == {"switches", "triggerType"}:
            return Press(PRESS) if same(message["triggerType"], _TOUCHED) else None
        if message.keys() != {"slide"} or same(params.get("disableSwipeGesture"), True):
            return None
        slides = (
            it for number, it in _SLIDES.items() if same(message["slide"], number)
        )
        return next(map(Press, slides), None)


def _kind(key: object) -> Press | None:
    value = number(key)
    return None if value is None else _KINDS.get(value)
