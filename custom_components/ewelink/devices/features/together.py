"""Raw values that belong together: told as one state, and sent as one command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...api.wire import Params, ReadOnlyParams
from ..places import Param, Place, add
from ..values import same


@dataclass(frozen=True, slots=True)
class Together:
    """Places with the raw values that make one state of a device."""

    values: tuple[tuple[Place, object], ...] = ()

    @property
    def params(self) -> frozenset[str]:
        """Return all the top-level keys that hold the values."""
        return frozenset(key for place, _ in self.values for key in place.params)

    @property
    def places(self) -> frozenset[Place]:
        """Return where the values lie."""
        return frozenset(place for place, _ in self.values)

    @property
    def words(self) -> frozenset[tuple[Place, str]]:
        """Return the texts among them."""
        return frozenset((place, it) for place, it in self.values if type(it) is str)

    @property
    def changes(self) -> frozenset[str]:
        """Return the keys that a merge tells when a value may have changed."""
        return frozenset(key for place, _ in self.values for key in place.changes)

    def is_told(self, params: ReadOnlyParams) -> bool:
        """Return whether the device is in that state."""
        return all(same(place.read(params), raw) for place, raw in self.values)

    def write(self) -> Params:
        """Return the params that bring the state about."""
        command: Params = {}
        for place, raw in self.values:
            add(command, place.write(raw))
        return command


NOTHING: Final = Together()


def together(**params: object) -> Together:
    """Return the state of top-level params."""
    return Together(tuple((Param(param), raw) for param, raw in params.items()))


def told_option(options: Mapping[str, Together], params: ReadOnlyParams) -> str | None:
    """Return the first option whose state the device is in, if it is in any."""
    return next((name for name, it in options.items() if it.is_told(params)), None)
