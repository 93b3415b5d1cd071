"""Bridges of radio remotes and radio sensors."""

from collections.abc import Callable, Iterator
from functools import partial

from ...api.models import Thing
from ..device_type import DeviceType
from ..features import Alarm, Feature, Online, RadioKey, RadioRemote, RadioSend
from ..features.presses import PRESS, RING
from ..features.radio import transmission, trigger
from ..places import Param
from ..remotes import Remote, distinct, remotes_of
from .parts import LED, RSSI


def _remotes(event_type: str, thing: Thing) -> tuple[Feature, ...]:
    """Return what the user has taught a bridge."""
    remotes = remotes_of(thing)
    return (RadioRemote(), *_of_remotes(remotes, event_type))


def _of_remotes(remotes: tuple[Remote, ...], event_type: str) -> Iterator[Feature]:
    for remote in remotes:
        yield from _alarms(remote) if remote.is_sensor else _keys(remote, event_type)


def _alarms(remote: Remote) -> Iterator[Feature]:
    """Yield the alarms of a sensor, whose one button has a meaningless name."""
    for key in remote.keys:
        yield Alarm(
            channel=key.channel,
            place=Param(trigger(key.channel)),
            name=remote.name or str(key.channel),
        )


def _keys(remote: Remote, event_type: str) -> Iterator[Feature]:
    names = distinct(key.name for key in remote.keys)
    for number, (key, name) in enumerate(zip(remote.keys, names, strict=True), 1):
        yield RadioKey(
            channel=key.channel,
            number=number,
            name=name,
            remote=remote,
            event_types=(event_type,),
            stamps=(trigger(key.channel),),
        )
        yield RadioSend(
            channel=key.channel,
            number=number,
            name=name,
            remote=remote,
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
