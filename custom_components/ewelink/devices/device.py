"""A device as it stands now: what the cloud listed, merged with what came since."""

from collections.abc import Iterable, Mapping
from typing import Final

from ..api.merge import merge_params
from ..api.messages import Origin, is_full_state
from ..api.models import Thing
from ..api.wire import Params, ReadOnlyParams, as_text
from .device_type import DeviceType
from .features import OF_ANY_DEVICE, Alarm, Feature, Presses, RadioKey, RadioPair
from .features.presses import Press
from .features.radio import is_trigger
from .hints import has_new_hints, hinting_of
from .last_code import LastCode
from .remotes import remotes_of
from .rows import device_type, told_since
from .stamps import SeenStamps, stored_stamps
from .values import number

LIVE_SECONDS = 600

# What a bridge says for a child that it cannot hear (docs/protocol.md,
# "Partial reports").
_NO_SIGNS_OF_LIFE: Final[tuple[Params, ...]] = ({}, {"subDevRssi": 127})


class Device:
    """One device of the account: its listing, its params and its features.

    ``id`` is the deviceid, ``parent_id`` that of the bridge it is behind. ``online`` is
    what the cloud says. Whether it is ``available``, and whether ``is_local``, is
    settled by who knows the bridge, the list and the local network.
    ``features`` is a new tuple whenever one appeared or vanished, else the same one.
    """

    __slots__ = (
        "_decisive",
        "_found",
        "_last_codes",
        "_reported",
        "_seen",
        "available",
        "features",
        "id",
        "is_local",
        "online",
        "params",
        "parent_id",
        "thing",
        "type",
    )

    available: bool
    id: str
    is_local: bool
    online: bool
    parent_id: str | None
    thing: Thing
    params: Params
    type: DeviceType
    features: tuple[Feature, ...]

    def __init__(self, thing: Thing) -> None:
        """Start from the listing; its figures are of an unknown age."""
        self._decisive: frozenset[str] = frozenset()
        self._found: frozenset[str] = frozenset()
        self._last_codes: dict[str, LastCode] = {}
        self._reported: dict[str, float] = {}
        self._seen = SeenStamps()
        self.available = False
        self.features = ()
        self.id = thing.deviceid
        self.is_local = False
        self.thing = thing.without_params()
        self.parent_id = thing.parent_id
        self.type = device_type(thing)
        self.params = dict(self._with_implied(thing.params))
        self.set_online(online=thing.online)
        self._find_features()
        self.remember_presses(thing.params)
        self._note_codes({})

    def list_anew(self, thing: Thing, now: float) -> set[str]:
        """Take over a newer listing; return the keys of params that changed."""
        listed = thing.after(self.thing)
        self.thing = listed.without_params()
        self.parent_id = listed.parent_id
        self.type = told_since(device_type(listed), self.type, listed, self.params)
        self.set_online(online=thing.online)
        self._find_features()
        return self.merge(thing.params, now, Origin.LIST)

    def recall(self, identities: Iterable[str]) -> None:
        """Take optional features for found that were there before."""
        self._found |= frozenset(identities)
        self._find_features()

    def set_online(self, *, online: bool) -> None:
        """Take over whether the cloud can reach the device, which may be asleep."""
        self.online = online or self.type.sleeps

    @property
    def name(self) -> str:
        """Return what the user calls the device, else what it is."""
        return self.thing.name or self.type.name

    @property
    def firmware(self) -> str | None:
        """Return the version that the device runs, as it told last."""
        return as_text(self.params.get("fwVersion")) or self.thing.firmware

    def channel_name(self, channel: int) -> str | None:
        """Return the name that the user gave the channel in the app."""
        return self.thing.channel_name(channel)

    def children(self) -> Mapping[str, str | None]:
        """Return by id the parts that are devices of their own, with their names.

        They are the channels that show something now, and remotes.
        """
        numbers = {it.channel for it in self.features}
        channels = [it for it in self.type.channels if it in numbers]
        names = {str(it): self.channel_name(it) for it in channels}
        if present := {it.remote for it in self.features if isinstance(it, RadioKey)}:
            remotes = (it for it in remotes_of(self.thing) if it.child in present)
            names |= {it.child: it.name for it in remotes}
        return names

    def complete(self, command: Params) -> Params:
        """Return a command with what the device takes only as a whole."""
        return self.type.complete(command, self.params)

    def state_in(self, message: Params, origin: Origin) -> Params:
        """Return what of a message is state: the rest is a wish, or the echo of one."""
        if origin.is_command:
            commands = self.type.commanded
        elif origin is Origin.DEVICE and len(message) == 1:
            commands = self.type.echoed
        else:
            return message
        if commands.isdisjoint(message):
            return message
        return {key: it for key, it in message.items() if key not in commands}

    def merge(self, message: Params, now: float, origin: Origin) -> set[str]:
        """Merge params, whatever brought them; return the keys whose showing changed.

        ``features`` is another tuple afterwards where one appeared or vanished.
        """
        update = self.state_in(message, origin)
        if not origin.is_push:
            self.remember_presses(message)
            changed = self._merge_remembered(update, now)
            self._note_codes({})
            return changed
        changed = self._merge(update)
        # What the report tells may be what makes its own figures matter.
        if is_full_state(message):
            self.remember_presses(message)
        if self.type.stamped.isdisjoint(update):
            return changed
        return changed | self._stamp(update, now)

    def _merge_remembered(self, update: Params, now: float) -> set[str]:
        """Merge what the cloud knows; fresh is what differs from before."""
        known = self.type.live.intersection(update, self.params)
        changed = self._merge(update)
        for param in known & changed:
            self._reported[param] = now
        return changed

    def _stamp(self, update: Params, now: float) -> set[str]:
        """Keep when figures and alarms came; return the figures that were not fresh."""
        fresh = self.type.live.intersection(update)
        woken = {param for param in fresh if not self.is_live(param, now)}
        for param in fresh:
            self._reported[param] = now
        for alarm in self.type.alarms:
            # What a state tells beside counts as seen.
            news = [self._seen.is_new(it) for it in alarm.stamps_in(update)]
            if any(news) and is_trigger(update):
                self._reported[alarm.place.param] = now
        self._note_codes(update)
        return woken

    def _note_codes(self, update: ReadOnlyParams) -> None:
        """Keep which codes came last; only an update may tell of one just now."""
        for pair in self.type.pairs:
            last = self._last_codes.setdefault(pair.identity, LastCode())
            last.take(pair, update, self.params)

    def last_code(self, pair: RadioPair) -> bool | None:
        """Return whether the code for on was the last one, None before the first."""
        return self._last_codes[pair.identity].is_on

    def new_press(
        self, presses: Presses, message: ReadOnlyParams, origin: Origin, now: float
    ) -> Press | None:
        """Return the press that a message tells of, unless it was told before."""
        if not presses.is_meant(message):
            return None
        press = presses.press_in(message, self.params, origin)
        if presses.stamps:
            news = [self._seen.is_new(it) for it in presses.stamps_in(message)]
            return press if news and news[0] else None
        if press is None:
            return None
        is_due = self._seen.is_due(presses.identity, now, presses.least_seconds)
        return press if is_due else None

    def restore_stamps(self, stored: object) -> None:
        """Take the presses for told that a file remembers, and those in params."""
        for stamp in stored_stamps(stored):
            self._seen.remember(stamp)
        self.remember_presses(self.params)

    def restore_alarm(self, alarm: Alarm, until: float) -> None:
        """Let an alarm last until a monotonic time, if that is longer than it would."""
        if until > self.on_until(alarm):
            self._reported[alarm.place.param] = until - alarm.hold

    def stored_stamps(self, params: Iterable[str]) -> list[list[object]]:
        """Return which times were told in some params, as it is written to a file."""
        return self._seen.stored(params)

    def remember_presses(self, params: ReadOnlyParams) -> None:
        """Take the presses for told that params of no moment tell of."""
        told: tuple[Presses | Alarm, ...] = (*self.type.presses, *self.type.alarms)
        for feature in told:
            for stamp in feature.stamps_in(params):
                self._seen.remember(stamp)

    def is_live(self, param: str, now: float) -> bool:
        """Return whether the device reported the figure lately."""
        return self.live_until(param) > now

    def live_until(self, param: str) -> float:
        """Return the monotonic time at which the figure ceases to be fresh."""
        reported = self._reported.get(param)
        return 0.0 if reported is None else reported + LIVE_SECONDS

    def on_until(self, alarm: Alarm) -> float:
        """Return the monotonic time at which the alarm ends, 0 before the first."""
        triggered = self._reported.get(alarm.place.param)
        return 0.0 if triggered is None else triggered + alarm.hold

    def _merge(self, update: Params) -> set[str]:
        self._void_fault(update)
        if self.type.implied:
            update = self._with_implied(update)
        hints = self.type.hints
        before = {} if hints is None else hinting_of(self.params, update)
        changed = merge_params(self.params, update)
        is_told = hints is not None and has_new_hints(
            hints, before, self.params, changed
        )
        if is_told:
            self.type = told_since(self.type, self.type, self.thing, self.params)
        if is_told or not self._decisive.isdisjoint(changed):
            self._find_features()
        return changed

    def _with_implied(self, update: Params) -> Params:
        """Return a report with the param that its keys imply, if they agree on one."""
        implied = {it for key, it in self.type.implied.items() if key in update}
        if len(implied) != 1:
            return update
        [(param, value)] = implied
        return update if param in update else {**update, param: value}

    def _void_fault(self, update: Params) -> None:
        """Void what is left of a probe's faulty report once half of it is replaced."""
        for told, untold in self.type.twins:
            if told not in update or untold in update or number(update[told]) == 0:
                continue
            if number(self.params.get(told)) == number(self.params.get(untold)) == 0:
                self.params[untold] = None

    def _find_features(self) -> None:
        """Find the features there are; one that was there stays without a value."""
        features = tuple(filter(self._has, self.type.features))
        if len(features) == len(self.type.features):
            features = self.type.features
        features += tuple(filter(self._has, OF_ANY_DEVICE))
        self._found |= {feature.identity for feature in features if feature.optional}
        self._found, self._decisive = self.type.decisive(self._found)
        if features != self.features:
            self.features = self.type.shared(features)

    def _has(self, feature: Feature) -> bool:
        if feature.identity in self._found:
            return feature.fits(self.params)
        return feature.exists(self.params)


def is_sign_of_life(params: Params) -> bool:
    """Return whether a report with these params tells that the device is online."""
    return params not in _NO_SIGNS_OF_LIFE
