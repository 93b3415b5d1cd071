"""What a radio bridge receives and sends: keys of remotes, and sensors."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, override

from ...api.messages import Origin
from ...api.wire import Params, ReadOnlyParams
from ..places import Param
from ..remotes import Remote, learned_channels
from ..stamps import Stamp, moment_of
from ..values import same
from .base import Feature
from .presses import PRESS, Press, Presses
from .readings import Contact
from .status import Action

ALARM_SECONDS: Final = 120
_COMMANDS: Final = frozenset({"cmd", "rfChl"})
_LEARNED: Final = frozenset({"rfList"})


def trigger(channel: int) -> str:
    """Return the param that tells when a channel was received."""
    return f"rfTrig{channel}"


def is_trigger(message: ReadOnlyParams) -> bool:
    """Return whether a bridge has received something just now, rather than before."""
    return same(message.get("cmd"), "trigger") and "init" not in message


def transmission(channel: int) -> Params:
    """Return the params that let a bridge send what it has learned on a channel."""
    return {"cmd": "transmit", "rfChl": channel}


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

    remote: Remote

    @cached_property
    @override
    def child(self) -> str:
        """Return the id of the remote, which is a device of its own."""
        return self.remote.child


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
        if not is_trigger(message) or self.stamp_in(message) is None:
            return None
        return Press(self.event_types[0])

    @override
    def stamp_in(self, params: ReadOnlyParams) -> Stamp | None:
        """Return when it was pressed, as far as params of whatever origin tell."""
        return _stamp(params, self.channel)


@dataclass(frozen=True, kw_only=True)
class RadioSend(_OfRemote, Action):
    """A key of a remote that is sent."""

    key: str = "rf"


@dataclass(frozen=True, kw_only=True)
class RadioRemote(Feature):
    """All that a bridge can send, and its way of learning more."""

    key: str = "remote"
    remotes: tuple[Remote, ...] = ()


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

    def stamp_in(self, params: ReadOnlyParams) -> Stamp | None:
        """Return when it was triggered, as far as params of whatever origin tell."""
        return _stamp(params, self.channel)


def _stamp(params: ReadOnlyParams, channel: int) -> Stamp | None:
    param = trigger(channel)
    moment = moment_of(params.get(param))
    return None if moment is None else Stamp(param, None, moment)
