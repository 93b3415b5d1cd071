"""What a radio bridge receives and sends: keys of remotes, and sensors."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, override

from ...api.messages import Origin, is_full_state
from ...api.wire import Params, ReadOnlyParams
from ..places import Param, Place
from ..remotes import learned_channels
from ..stamps import Stamp, moment_of
from ..values import same
from .base import Feature
from .presses import PRESS, Press, Presses
from .readings import Contact
from .status import Action

ALARM_SECONDS: Final = 120
# How often one request may send something.
MOST_REPEATS: Final = 100
_COMMANDS: Final = frozenset({"cmd", "rfChl"})
_LEARNED: Final = frozenset({"rfList"})


def trigger(channel: int) -> str:
    """Return the param that tells when a channel was received."""
    return f"rfTrig{channel}"


def is_trigger(message: ReadOnlyParams) -> bool:
    """Return whether a bridge has received something just now, rather than before."""
    return same(message.get("cmd"), "trigger") and not is_full_state(message)


def transmission(channel: int) -> Params:
    """Return the params that let a bridge send what it has learned on a channel."""
    return {"cmd": "transmit", "rfChl": channel}


def capture(channel: int) -> Params:
    """Return the params that let a bridge learn the next code that it receives."""
    return {"cmd": "capture", "rfChl": channel}


def capture_end() -> Params:
    """Return the params that let a bridge learn no more."""
    return {"cmd": "captureCancel"}


@dataclass(frozen=True, kw_only=True)
class _OfChannel(Feature):
    """What exists only while its channel is learned."""

    channel: int

    @cached_property
    @override
    def mode(self) -> frozenset[str]:
        """Return the keys of params that make the feature come and go."""
        return _LEARNED

    @cached_property
    @override
    def commanded(self) -> frozenset[str]:
        """Return the keys that are commands, not state, wherever they are sent."""
        return _COMMANDS

    @override
    def fits(self, params: ReadOnlyParams) -> bool:
        """Return whether the channel is learned."""
        return self.channel in (learned_channels(params) or ())


@dataclass(frozen=True, kw_only=True)
class _OfRemote(_OfChannel):
    """What belongs to a key of a remote."""

    remote: str

    @cached_property
    @override
    def child(self) -> str:
        """Return the id of the remote, which is a device of its own."""
        return self.remote


@dataclass(frozen=True, kw_only=True)
class RadioKey(_OfRemote, Presses):
    """A key of a remote that is received."""

    key: str = "rf"
    event_types: tuple[str, ...] = (PRESS,)

    @cached_property
    @override
    def hears(self) -> frozenset[str]:
        """Return the keys that it is told of whenever a message holds them."""
        return frozenset(self.stamps)

    @override
    def press_in(
        self, message: ReadOnlyParams, params: ReadOnlyParams, origin: Origin
    ) -> Press | None:
        """Return that it was pressed, if a message tells that, be it new or not."""
        is_received = origin is Origin.DEVICE and is_trigger(message)
        return Press(self.event_types[0]) if is_received else None


@dataclass(frozen=True, kw_only=True)
class RadioSend(_OfRemote, Action):
    """A key of a remote that is sent; ``number`` tells it from others of no name."""

    key: str = "rf"
    number: int


@dataclass(frozen=True, kw_only=True)
class RadioRemote(Feature):
    """All that a bridge can send, and its way of learning more.

    It is the same whatever was learned: that is read where it is wanted.
    """

    key: str = "remote"

    @cached_property
    @override
    def commanded(self) -> frozenset[str]:
        """Return the keys that are commands, not state, wherever they are sent."""
        return _COMMANDS


@dataclass(frozen=True, kw_only=True)
class Alarm(Contact):
    """A radio sensor that tells only the time when it was triggered.

    It is on for ``hold`` seconds after each new time: ``Device.on_until(alarm)``.
    """

    key: str = "alarm"
    channel: int
    place: Param
    hold: float = ALARM_SECONDS

    @cached_property
    @override
    def mode(self) -> frozenset[str]:
        """Return the keys of params that make the feature come and go."""
        return _LEARNED

    @override
    def fits(self, params: ReadOnlyParams) -> bool:
        """Return whether its channel is learned, as far as the bridge has told."""
        channels = learned_channels(params)
        return channels is None or self.channel in channels

    @override
    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return None: params alone do not tell whether the time is new."""
        return None

    def stamps_in(self, params: ReadOnlyParams) -> list[Stamp]:
        """Return when it was triggered, as far as params of whatever origin tell."""
        moment = moment_of(self.place.read(params))
        return [] if moment is None else [Stamp(self.place.param, None, moment)]


@dataclass(frozen=True, kw_only=True)
class RadioPair(Contact):
    """A radio sensor that sends one code for on, on ``channel``, and one for off.

    ``device_class`` is what Home Assistant calls such a binary sensor.
    ``Device.last_code(pair)`` also knows which times were told before.
    """

    key: str = "rf_sensor"
    channel: int
    off: int
    place: Param
    device_class: str

    @cached_property
    @override
    def mode(self) -> frozenset[str]:
        """Return the keys of params that make the feature come and go."""
        return _LEARNED

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return self.place.params | self._off_place.params

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where the times of both codes lie."""
        return frozenset({self.place, self._off_place})

    @cached_property
    def _off_place(self) -> Param:
        return Param(trigger(self.off))

    @override
    def fits(self, params: ReadOnlyParams) -> bool:
        """Return whether a code of it is learned, as far as the bridge has told."""
        channels = learned_channels(params)
        return channels is None or not channels.isdisjoint({self.channel, self.off})

    @override
    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return which code came last, None where the times do not tell that."""
        codes = self.codes_in(params)
        if len(codes) == 1:
            [is_on] = codes
            return is_on
        match [it.moment for it in codes.values()]:
            case [int() | float() as on, int() | float() as off] if on != off:
                return on > off
        return None

    def codes_in(self, params: ReadOnlyParams) -> Mapping[bool, Stamp]:
        """Return when the code for on, and that for off, came as far as params tell."""
        codes = {True: self.place, False: self._off_place}
        told = ((is_on, it, moment_of(it.read(params))) for is_on, it in codes.items())
        return {
            is_on: Stamp(place.param, None, moment)
            for is_on, place, moment in told
            if moment is not None
        }
