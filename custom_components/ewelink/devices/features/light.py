"""Lamps: whether they are on, in which mode they shine, and what is set in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Place
from ..values import ON_OFF, Codec, number
from .base import Feature, FeatureError
from .light_effects import LightEffect
from .light_modes import LightColorMode, LightMode, LightValues, is_as

# What Home Assistant calls the choice of no effect.
NO_EFFECT: Final = "off"
EFFECT_UNKNOWN: Final = "effect_unknown"


class LightState(NamedTuple):
    """What a lamp shows now; all but ``is_on`` is also told while it is off."""

    is_on: bool | None
    color_mode: LightColorMode
    values: LightValues
    effect: str | None


type Mark = float | str | None
# Effects that a value tells, each with the params beside it that tell it, too.
type _Told = list[tuple[Mapping[str, object], str]]


@dataclass(frozen=True, kw_only=True)
class Light(Feature):
    """A lamp with its modes: it is in the first that is active, else in the last.

    Where ``joins`` is set, the switch is a part of every command; else only of one to
    a lamp that is off, as that obeys nothing but being switched on. ``effects_join``
    makes it a part of each choice of an effect, that of none included. ``has_plain``
    tells whether the lamp shines without any effect, too. ``fade`` is the key of the
    time in ms that one command may take. ``implies`` names keys that tell the mode
    where the param that should is not in a report: ``{key: (param, value)}``.
    """

    power: Place
    codec: Codec[bool] = ON_OFF
    joins: bool = False
    effects_join: bool = False
    modes: tuple[LightMode, ...] = ()
    effects: Mapping[str, LightEffect] = field(default_factory=dict)
    has_plain: bool = True
    fade: str | None = None
    implies: Mapping[str, tuple[str, object]] = field(default_factory=dict)

    @cached_property
    def color_modes(self) -> frozenset[LightColorMode]:
        """Return all modes that there are."""
        modes = frozenset(mode.color_mode for mode in self.modes)
        return modes or frozenset({LightColorMode.ONOFF})

    @cached_property
    def effect_names(self) -> list[str]:
        """Return what can be chosen, the choice of none included where there is it."""
        names = list(self.effects)
        return [NO_EFFECT, *names] if names and self.has_plain else names

    @cached_property
    def kelvin(self) -> tuple[int, int] | None:
        """Return the warmest and the coldest tone, None where there are no tones."""
        return next((it.kelvin for it in self.modes if it.kelvin is not None), None)

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where its values lie."""
        effects = self.effects.values()
        levels = {place for it in effects if it.level for place in it.level.places}
        shown = (mode for effect in effects for mode in effect.modes)
        return frozenset(
            {self.power, *levels}.union(*(it.places for it in (*self.modes, *shown)))
        )

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        told = [mode.where for mode in self.modes]
        told += [effect.where for effect in self.effects.values()]
        return frozenset(
            {param for place in self.places for param in place.params}
        ).union(*told)

    @cached_property
    @override
    def words(self) -> frozenset[tuple[str, str]]:
        """Return the texts that name its modes, tones and effects."""
        modes = [params for it in self.modes for params in (it.where, it.entering)]
        modes += [mode.always for mode in self.modes]
        effects = [effect.where for effect in self.effects.values()]
        told = {
            (param, value)
            for params in (*modes, *effects)
            for param, value in params.items()
            if isinstance(value, str)
        }
        return frozenset(told.union(*(mode.words for mode in self.modes)))

    @cached_property
    @override
    def listens(self) -> frozenset[str]:
        """Return the keys of changes that change what this feature shows."""
        return (self.reads - self.power.params) | self.power.changes

    @cached_property
    @override
    def implied(self) -> Mapping[str, tuple[str, object]]:
        """Return what a report means that holds a key but not the param it implies."""
        return self.implies

    @override
    def exists(self, params: ReadOnlyParams) -> bool:
        """Return whether a device with these params has the lamp."""
        is_told = self.power.read(params) is not None
        return self.fits(params) and (is_told or not self.optional)

    def is_on(self, params: ReadOnlyParams) -> bool | None:
        """Return whether it is on, None while unknown."""
        return self.codec.decode(self.power.read(params))

    def decode(self, params: ReadOnlyParams) -> LightState:
        """Return what the lamp shows."""
        name = self._effect(params)
        if name is not None:
            color_mode, values = self.effects[name].decode(params)
        elif self.modes:
            mode = self._mode(params)
            color_mode, values = mode.color_mode, mode.decode(params)
        else:
            color_mode, values = LightColorMode.ONOFF, LightValues()
        return LightState(
            is_on=self.is_on(params),
            color_mode=color_mode,
            values=values,
            effect=name or (NO_EFFECT if self.effects and self.has_plain else None),
        )

    def turn_on(
        self,
        wanted: LightValues,
        params: ReadOnlyParams,
        *,
        effect: str | None = None,
        seconds: float | None = None,
    ) -> Params:
        """Return the params that switch on with what is wanted, in one command."""
        if seconds is not None and self.fade and wanted.brightness is None:
            wanted = LightValues(brightness=self.decode(params).values.brightness)
        command = self._shine(wanted, effect, params)
        is_joined = self.joins or (self.effects_join and effect is not None)
        if is_joined or not command or not self.is_on(params):
            command = {**self.power.write(self.codec.encode(value=True)), **command}
        if seconds is not None and self.fade:
            command[self.fade] = round(seconds * 1000)
        return command

    def turn_on_many(self, wanted: LightValues, params: ReadOnlyParams) -> Params:
        """Return the params that switch on lamps of this kind, whatever each does now.

        ``params`` are those of one of them, for what must travel with what is wanted.
        """
        command = self.power.write(self.codec.encode(value=True))
        if not self.modes or wanted == LightValues():
            return command
        mode = self._mode_for(wanted, params)
        if mode.is_whole and wanted.brightness is None:
            shown = self.decode(params).values.brightness
            wanted = wanted._replace(brightness=shown)
        return {**command, **mode.encode(wanted, params, is_active=False)}

    def turn_off(self) -> Params:
        """Return the params that switch off."""
        return self.power.write(self.codec.encode(value=False))

    def _shine(
        self, wanted: LightValues, effect: str | None, params: ReadOnlyParams
    ) -> Params:
        """Return the params for what is wanted, none for what is as it was."""
        if effect is not None and effect not in self.effect_names:
            # Home Assistant lets any name through.
            raise FeatureError(EFFECT_UNKNOWN)
        if (chosen := self.effects.get(effect or "")) is not None:
            return chosen.encode(wanted.brightness, params)
        if not self.modes or (effect is None and wanted == LightValues()):
            return {}
        running = self.effects.get(self._effect(params) or "")
        is_dimmed = wanted == LightValues(brightness=wanted.brightness)
        if effect is None and is_dimmed and running and running.level:
            return running.encode(wanted.brightness, params)
        mode = self._mode_for(wanted, params)
        is_active = running is None and mode is self._mode(params)
        if mode.is_whole and not is_active and wanted.brightness is None:
            # Without an effect it shines as it did before, else as bright as now.
            known = None if effect is None else mode.decode(params).brightness
            shown = self.decode(params).values.brightness
            wanted = wanted._replace(brightness=known or shown)
        return mode.encode(wanted, params, is_active=is_active)

    def _mode(self, params: ReadOnlyParams) -> LightMode:
        return next((it for it in self.modes if it.is_active(params)), self.modes[-1])

    def _mode_for(self, wanted: LightValues, params: ReadOnlyParams) -> LightMode:
        """Return the mode that has what is wanted, at best the one that is active."""
        needed = {
            LightColorMode.COLOR_TEMP: wanted.kelvin,
            LightColorMode.RGB: wanted.rgb,
            LightColorMode.HS: wanted.hs,
        }
        active = self._mode(params)
        return next(
            (
                mode
                for mode in (active, *self.modes)
                for color_mode, value in needed.items()
                if value is not None and mode.color_mode is color_mode
            ),
            active,
        )

    @cached_property
    def _effect_index(self) -> Mapping[str, Mapping[Mark, _Told]]:
        """Return by param and value which effect that tells, or what else to ask."""
        index: dict[str, dict[Mark, _Told]] = {}
        for name, effect in self.effects.items():
            (param, value), *more = effect.where.items()
            told = index.setdefault(param, {}).setdefault(_mark(value), [])
            told.append((dict(more), name))
        return index

    def _effect(self, params: ReadOnlyParams) -> str | None:
        for param, by_value in self._effect_index.items():
            for more, name in by_value.get(_mark(params.get(param)), ()):
                if is_as(more, params):
                    return name
        return None


def _mark(raw: object) -> Mark:
    """Return a number or a word so that all its spellings are alike."""
    if type(raw) is int:
        return raw
    if isinstance(raw, str):
        value = number(raw)
        return raw.lower() if value is None else value
    return number(raw)
