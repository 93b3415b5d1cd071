"""A group of devices: what its members show together, and what all of them obey.

One command goes to all members as it is (docs/protocol.md, "Groups").
"""

from collections.abc import Iterable, Iterator

from ..api.models import Group, Thing
from ..api.wire import Params
from .device import Device
from .features import (
    Light,
    LightColorMode,
    LightState,
    LightValues,
    Relay,
    Toggle,
)
from .group_lights import LampsOfGroup
from .places import Outlet, Param, add


class DeviceGroup:
    """One group as it stands now: its listing, and those of its members that are shown.

    ``lamps`` is None where its members are not all lamps: such a group only switches.
    """

    __slots__ = ("_stand_in", "group", "lamps", "members")

    def __init__(self, group: Group) -> None:
        """Start with no member known."""
        self.group = group
        self.members: tuple[Device, ...] = ()
        self._stand_in = _stand_in(group)
        self.lamps = self._lamps()

    @property
    def id(self) -> str:
        """Return what the cloud knows it by."""
        return self.group.id

    @property
    def name(self) -> str:
        """Return what the user calls it."""
        return self.group.name

    def list_anew(self, group: Group) -> None:
        """Take over a newer listing."""
        self.group = group
        self._stand_in = _stand_in(group)

    def follow(self, members: Iterable[Device]) -> bool:
        """Take over who is a member now; return whether the group is another one."""
        before = (self.members, self.lamps)
        first = self.group.main_id
        self.members = tuple(sorted(members, key=lambda it: it.id != first))
        self.lamps = self._lamps()
        return before != (self.members, self.lamps)

    @property
    def sources(self) -> tuple[Device, ...]:
        """Return whose state counts: that of members that are there, at first.

        Where no member is known, what the list told of the group stands for them.
        """
        if not self.members:
            return (self._stand_in,)
        return tuple(it for it in self.members if it.available) or self.members

    def listened(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the ids of members, with the changes that change what is shown."""
        for member in self.members:
            yield member.id, _power(member).listens

    @property
    def is_on(self) -> bool | None:
        """Return whether a member is on, None while nothing is known."""
        return _any_on(_is_on(it) for it in self.sources)

    def switch(self, value: bool) -> Params:  # noqa: FBT001 - as `Toggle.encode`
        """Return the params that switch all members, whatever they do now.

        Of a member with several channels that is the first one.
        """
        command: Params = {}
        # In the end it is the first member that counts.
        for member in reversed(self.members or (self._stand_in,)):
            add(command, _switched(_power(member), value=value))
        return command

    def light_state(self, lamps: LampsOfGroup) -> LightState:
        """Return what the lamps show: the values are those of the first that is on."""
        shown = [lamp.decode(it.params) for it in self.sources if (lamp := _lamp(it))]
        is_on = _any_on(it.is_on for it in shown)
        lit = [it for it in shown if it.is_on] or shown
        levels = [it.values.brightness for it in lit]
        known = [it for it in levels if it is not None]
        brightness = round(sum(known) / len(known)) if known else None
        # Modes of all members may have left nothing that shines.
        mode = lit[0].color_mode if lit else LightColorMode.ONOFF
        values = lit[0].values if lit else LightValues()
        return LightState(
            is_on=is_on,
            color_mode=lamps.shown_mode(mode),
            values=values._replace(brightness=brightness),
            effect=None,
        )

    def shine(self, wanted: LightValues) -> Params:
        """Return the params that switch all lamps on with what is wanted."""
        if self.lamps is None or wanted == LightValues():
            return self.switch(value=True)
        return self.lamps.encode(wanted, self.sources[0].params)

    def _lamps(self) -> LampsOfGroup | None:
        lamps = [_lamp(it) for it in self.members or (self._stand_in,)]
        found = [it for it in lamps if it is not None]
        return LampsOfGroup.of(found) if len(found) == len(lamps) else None


def _stand_in(group: Group) -> Device:
    """Return a device that is as the list tells of the group."""
    device = Device(
        Thing(
            deviceid=group.id,
            name=group.name,
            apikey="",
            uiid=group.uiid,
            params=group.params,
        )
    )
    device.available = True
    return device


def _lamp(device: Device) -> Light | None:
    """Return what a lamp is in the first place, None for any other device."""
    lamps = (it for it in device.features if isinstance(it, Light))
    return next((it for it in lamps if it.key == "light"), None)


def _power(device: Device) -> Light | Toggle:
    """Return what switches a device: its lamp, its relay or its first channel."""
    if (lamp := _lamp(device)) is not None:
        return lamp
    toggles = (it for it in device.features if isinstance(it, Toggle))
    relays = (it for it in toggles if it.key == "switch" and not it.channel)
    return next(relays, None) or _plain(device)


def _plain(device: Device) -> Relay:
    """Return the switch that a group's command means for any other device."""
    if "switches" in device.params:
        return Relay(key="switch", place=Outlet("switches", 0, "switch"))
    return Relay(key="switch", place=Param("switch"))


def _is_on(device: Device) -> bool | None:
    power = _power(device)
    if isinstance(power, Light):
        return power.is_on(device.params)
    return power.decode(device.params)


def _switched(power: Light | Toggle, *, value: bool) -> Params:
    """Return the params for members of which each may be as it likes."""
    if isinstance(power, Toggle):
        return power.encode(value, {})
    return power.turn_on_many(LightValues(), {}) if value else power.turn_off()


def _any_on(states: Iterable[bool | None]) -> bool | None:
    known = [it for it in states if it is not None]
    return any(known) if known else None
