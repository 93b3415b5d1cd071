"""Security modes that a control panel can be set to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Place, add
from ..values import same
from .base import Writable

DISARMED: Final = "disarmed"
MODES: Final[Mapping[str, int]] = {
    DISARMED: 0,
    "armed_home": 1,
    "armed_away": 2,
    "armed_night": 3,
}


@dataclass(frozen=True, kw_only=True)
class AlarmPanel(Writable[str]):
    """The mode that a panel guards in, one of ``MODES``, which takes no code.

    ``chosen`` is the place of the mode that the panel arms with, sent with any but
    disarmed (docs/protocol.md, "Control panels").
    """

    chosen: Place

    @override
    def decode(self, params: ReadOnlyParams) -> str | None:
        """Return the mode, None while unknown."""
        raw = self.place.read(params)
        return next((mode for mode, it in MODES.items() if same(raw, it)), None)

    @override
    def encode(self, value: str, params: ReadOnlyParams) -> Params:
        """Return the params that set the mode."""
        command = self.place.write(MODES[value])
        if value != DISARMED:
            add(command, self.chosen.write(MODES[value]))
        return command
