"""What lamps do by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...api.wire import Params, ReadOnlyParams
from ..light_codecs import Level
from ..places import add
from ..values import number
from .light_modes import LightColorMode, LightMode, LightValues


@dataclass(frozen=True, kw_only=True)
class LightEffect:
    """Something that a lamp does by itself while its params are as in ``where``.

    ``command`` asks for it; ``holder`` is its object in there, of which the lamp may
    know newer values, as of the values that are ``kept``. ``level`` is its brightness
    where it has one, ``modes`` are what it may be shown as.
    """

    where: Mapping[str, object]
    command: Mapping[str, object]
    holder: str | None = None
    kept: tuple[str, ...] = ()
    level: Level | None = None
    modes: tuple[LightMode, ...] = ()

    def encode(self, brightness: int | None, params: ReadOnlyParams) -> Params:
        """Return the params that ask for it."""
        command = self._known(params)
        # A part of an object that nobody knows would take the rest of it away.
        is_whole = self.holder is None or self.holder in command
        if self.level is not None and brightness is not None and is_whole:
            add(command, self.level.encode(brightness))
        return command

    def decode(self, params: ReadOnlyParams) -> tuple[LightColorMode, LightValues]:
        """Return as what it is shown: whatever of it the lamp tells."""
        known = {**params, **self._known(params)} if self.holder else params
        for mode in self.modes:
            values = mode.decode(known)
            is_bare = mode.color_mode is LightColorMode.BRIGHTNESS
            if is_bare or values.kelvin is not None or values.rgb is not None:
                return mode.color_mode, values
        if self.level is None:
            return LightColorMode.ONOFF, LightValues()
        brightness = self.level.decode(known)
        return LightColorMode.BRIGHTNESS, LightValues(brightness=brightness)

    def _known(self, params: ReadOnlyParams) -> Params:
        known = {key: number(params.get(key)) for key in self.kept}
        kept = {key: round(value) for key, value in known.items() if value}
        told = params.get(self.holder) if self.holder else None
        if self.holder is None or not isinstance(told, dict):
            return {**self.command, **kept}
        holder = self.command.get(self.holder)
        table = holder if isinstance(holder, dict) else {}
        return {**self.command, self.holder: table | told}
