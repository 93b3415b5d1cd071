"""Remotes of buttons, and the buttons on switches."""

from collections.abc import Callable

from ...api.models import Thing
from ..device_type import DeviceType
from ..features import Feature, LocalButton, StampedButton
from ..features.presses import ACTION_TIME, TRIG_TIME
from ..remotes import distinct
from .parts import BATTERY, CHILD_RSSI, partly_known
from .relays import channels


def local_buttons(count: int) -> tuple[Feature, ...]:
    """Return the buttons of a switch, which may be parted from its relays."""
    return tuple(LocalButton(channel=channel) for _, channel in channels(count))


def _buttons(
    count: int, stamps: tuple[str, ...] = TRIG_TIME
) -> Callable[[Thing], tuple[Feature, ...]]:
    """Return what makes the buttons of a thing, by the names that the user gave."""

    def _named(thing: Thing) -> tuple[Feature, ...]:
        names = distinct(map(thing.channel_name, range(count)))
        return tuple(
            StampedButton(channel=outlet, number=outlet + 1, name=name, stamps=stamps)
            for outlet, name in enumerate(names)
        )

    return _named


def _zigbee(name: str) -> DeviceType:
    return DeviceType(name=name, features=(StampedButton(), BATTERY))


def _zigbee_keys(count: int) -> DeviceType:
    name = f"Zigbee scene switch, {count} keys"
    return DeviceType(name=name, features=(BATTERY,), build=_buttons(count))


def _keys(name: str, count: int) -> DeviceType:
    """Return a remote that has no connection of its own, so that none is missed."""
    return DeviceType(
        name=name, build=_buttons(count, ACTION_TIME), is_partial=True, sleeps=True
    )


TYPES = {
    118: partly_known("Remote, 1 key"),
    119: partly_known("Remote, 2 keys"),
    120: partly_known("Remote, 3 keys"),
    121: partly_known("Remote, 6 keys"),
    174: _keys("Scene switch, 6 keys", 6),
    177: _keys("Switch mate, 3 inputs", 3),
    265: DeviceType(
        name="Virtual button",
        features=(StampedButton(),),
        is_partial=True,
        sleeps=True,
    ),
    1000: _zigbee("Zigbee button"),
    1001: _zigbee("Zigbee scene switch, 1 key"),
    1002: _zigbee_keys(2),
    1003: _zigbee_keys(3),
    1004: _zigbee_keys(4),
    1005: _zigbee_keys(5),
    1006: _zigbee_keys(6),
    7000: _zigbee("Zigbee button"),
    7039: DeviceType(
        name="Zigbee button, 4 keys",
        features=(BATTERY, CHILD_RSSI),
        build=_buttons(4, ACTION_TIME),
    ),
}
