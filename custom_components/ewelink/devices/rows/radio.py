"""Bridges of radio remotes and radio sensors."""

from collections.abc import Callable, Iterator
from functools import partial

from ...api.models import Thing
from ...api.wire import ReadOnlyParams
from ..device_type import DeviceType
from ..features import (
    Alarm,
    Feature,
    Online,
    RadioKey,
    RadioPair,
    RadioRemote,
    RadioSend,
)
from ..features.presses import PRESS, RING
from ..features.radio import transmission, trigger
from ..places import Param
from ..radio_settings import CodePair, pairs_in, seconds_of
from ..remotes import Remote, distinct, remotes_of
from .parts import LED, RSSI


def _remotes(event_type: str, thing: Thing) -> tuple[Feature, ...]:
    """Return what the user has taught a bridge."""
    remotes, settings = remotes_of(thing), thing.user_settings
    sensors = tuple(it for it in remotes if it.is_sensor)
    return (
        RadioRemote(),
        *(key for it in remotes if not it.is_sensor for key in _keys(it, event_type)),
        *_alarms(sensors, settings),
        *(_pair(it, remotes) for it in pairs_in(settings)),
    )


def _pair(pair: CodePair, remotes: tuple[Remote, ...]) -> Feature:
    """Return a sensor with two codes, named as what sends the first one."""
    on = Param(trigger(pair.on))
    senders = (it for it in remotes if pair.on in {key.channel for key in it.keys})
    return RadioPair(
        channel=pair.on,
        off=pair.off,
        place=on,
        device_class=pair.device_class,
        name=next((it.name for it in senders), None),
        replaces=(f"alarm_{pair.on}", f"alarm_{pair.off}"),
    )


def _alarms(remotes: tuple[Remote, ...], settings: ReadOnlyParams) -> Iterator[Feature]:
    """Yield the alarms of sensors, whose one button has a meaningless name.

    What is one of two codes is no alarm.
    """
    paired = {it for pair in pairs_in(settings) for it in pair.channels}
    told = [(it.name or str(key.channel), key) for it in remotes for key in it.keys]
    names = distinct(name for name, _ in told)
    for name, (_, key) in zip(names, told, strict=True):
        if key.channel not in paired:
            yield Alarm(
                channel=key.channel,
                place=Param(trigger(key.channel)),
                name=name,
                hold=seconds_of(settings, key.channel),
            )


def _keys(remote: Remote, event_type: str) -> Iterator[Feature]:
    names = distinct(key.name for key in remote.keys)
    for number, (key, name) in enumerate(zip(remote.keys, names, strict=True), 1):
        yield RadioKey(
            channel=key.channel,
            number=number,
            name=name,
            remote=remote.child,
            event_types=(event_type,),
            stamps=(trigger(key.channel),),
        )
        yield RadioSend(
            channel=key.channel,
            number=number,
            name=name,
            remote=remote.child,
            command=transmission(key.channel),
        )


def _bridge(name: str, event_type: str = PRESS) -> DeviceType:
    build: Callable[[Thing], tuple[Feature, ...]] = partial(_remotes, event_type)
    return DeviceType(
        name=name, features=(LED, RSSI, Online(key="online")), build=build
    )


TYPES = {
    28: _bridge("RF bridge"),
    90: _bridge("GSM RF bridge"),
    98: _bridge("Doorbell RF bridge", RING),
}
