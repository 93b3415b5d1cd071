"""What a timer sets to switch a device, or a channel of it, on or off.

It is what a command would set, taken from the feature that is its switch
(docs/protocol.md, "Timers on the device").
"""

from collections.abc import Iterable
from typing import Final

from ..api.wire import Params
from .features import Cover, Fan, Feature, FeatureError, Humidifier, Light, Relay, Valve
from .features.cover import Move
from .places import Outlet, Place, add
from .values import ON_OFF

type _Switched = Relay | Humidifier | Light | Fan | Cover | Valve

CHANNEL_NEEDED: Final = "timer_channel_needed"
NOT_SWITCHED: Final = "timer_not_switched"

# Of several in one device the first is meant: a light with a fan runs timers for its
# light alone, a diffuser with a lamp for itself.
_KINDS: Final = (Relay, Humidifier, Light, Fan, Cover, Valve)


def act_of(features: Iterable[Feature], child: str | None, *, turn: bool) -> Params:
    """Return what a timer sets; ``child`` is the part of the device that is meant.

    FeatureError where nothing can be switched, or it is not told which of several.
    """
    switched = [it for it in features if isinstance(it, _KINDS)]
    meant = [it for it in switched if it.child == child]
    if not meant:
        if switched and child is None:
            raise FeatureError(CHANNEL_NEEDED)
        raise FeatureError(NOT_SWITCHED)
    first = next(it for kind in _KINDS for it in meant if isinstance(it, kind))
    return _act(first, turn=turn)


def _act(feature: _Switched, *, turn: bool) -> Params:
    match feature:
        case Cover():
            return feature.encode(Move.OPEN if turn else Move.CLOSE)
        case Humidifier():
            return _set(feature.power, ON_OFF.encode(turn))
        case Light() | Fan():
            return _set(feature.power, feature.codec.encode(turn))
    raw = feature.codec.encode(turn)
    act = _set(feature.place, raw)
    for mirror in feature.mirrors if isinstance(feature, Relay) else ():
        add(act, mirror.write(raw))
    return act


def _set(place: Place, raw: object) -> Params:
    """Return what sets a value: of an outlet it is told beside, and not in an array."""
    if isinstance(place, Outlet):
        return {place.name: raw, "outlet": place.outlet}
    return place.write(raw)
