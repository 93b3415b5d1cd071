"""What the lamps of a group have in common.

The same params go to all of them: only what they spell alike can be set together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from ..api.wire import Params, ReadOnlyParams
from .features import Light, LightColorMode, LightValues

# What is tried of each way to shine, beside tones, to see whether all spell it alike.
_TRIED: Final = {
    LightColorMode.BRIGHTNESS: tuple(LightValues(brightness=it) for it in (1, 77, 255)),
    LightColorMode.RGB: tuple(
        LightValues(brightness=200, rgb=it) for it in ((255, 0, 0), (3, 90, 180))
    ),
    LightColorMode.HS: tuple(
        LightValues(brightness=200, hs=it) for it in ((0.0, 100.0), (212.0, 33.0))
    ),
}
_PLAIN: Final = (LightColorMode.BRIGHTNESS, LightColorMode.ONOFF)


@dataclass(frozen=True)
class LampsOfGroup:
    """How the lamps of a group can shine together, in ``color_modes``.

    ``kelvin`` is the range of tones that all have. ``is_alike`` tells that they are of
    one kind, so that how one of them shines tells what must travel with a command.
    """

    lamp: Light
    color_modes: frozenset[LightColorMode]
    kelvin: tuple[int, int] | None
    is_alike: bool

    @classmethod
    def of(cls, lamps: Sequence[Light]) -> Self:
        """Return what some lamps have in common, at least that they are switched."""
        lamp, *others = lamps
        unlike = [it for it in others if it != lamp]
        kelvin = _range(lamps)
        if not unlike:
            return cls(lamp, lamp.color_modes, kelvin, is_alike=True)
        shared = frozenset.intersection(*(it.color_modes for it in lamps))
        modes = frozenset(
            mode
            for mode in shared.difference(_PLAIN)
            if _spell_alike(lamp, unlike, _tried(mode, kelvin))
        )
        can_dim = all(it.modes for it in lamps) and _spell_alike(
            lamp, unlike, _TRIED[LightColorMode.BRIGHTNESS]
        )
        plain = LightColorMode.BRIGHTNESS if can_dim else LightColorMode.ONOFF
        return cls(lamp, modes or frozenset({plain}), kelvin, is_alike=False)

    def shown_mode(self, mode: LightColorMode) -> LightColorMode:
        """Return the way to shine that is told where a lamp shines in one."""
        return mode if mode in self.color_modes else min(self.color_modes)

    def encode(self, wanted: LightValues, params: ReadOnlyParams) -> Params:
        """Return what all lamps are sent; ``params`` are those of one of them."""
        return self.lamp.turn_on_many(wanted, params if self.is_alike else {})


def _range(lamps: Iterable[Light]) -> tuple[int, int] | None:
    """Return the tones that all lamps have, None where there are none."""
    ranges = [it.kelvin for it in lamps]
    known = [it for it in ranges if it is not None]
    if not known or len(known) < len(ranges):
        return None
    low, high = max(it[0] for it in known), min(it[1] for it in known)
    return (low, high) if low < high else None


def _tried(
    mode: LightColorMode, kelvin: tuple[int, int] | None
) -> tuple[LightValues, ...]:
    """Return what to try of a way to shine, nothing where the lamps have none."""
    if mode is not LightColorMode.COLOR_TEMP:
        return _TRIED[mode]
    if kelvin is None:
        return ()
    tones = (kelvin[0], sum(kelvin) // 2, kelvin[1])
    return tuple(LightValues(brightness=200, kelvin=it) for it in tones)


def _spell_alike(
    lamp: Light, others: Iterable[Light], tried: Iterable[LightValues]
) -> bool:
    tried = tuple(tried)
    return bool(tried) and all(
        it.turn_on_many(wanted, {}) == lamp.turn_on_many(wanted, {})
        for it in others
        for wanted in tried
    )
