"""Who is at an address: leases change hands, and who says so last has it."""

from collections import OrderedDict
from typing import Final

_MOST_PLACES: Final = 1024

# An address and a port.
type Place = tuple[str, int]


class Claims:
    """Places with the host that announced last that it is there."""

    def __init__(self) -> None:
        """Start with none."""
        self._owners: OrderedDict[Place, str] = OrderedDict()

    def claim(self, host_id: str, place: Place) -> str | None:
        """Give a place to a host; return who had it until now, if another had."""
        before = self._owners.pop(place, host_id)
        self._owners[place] = host_id
        if len(self._owners) > _MOST_PLACES:
            self._owners.popitem(last=False)
        return None if before == host_id else before

    def is_of_another(self, host_id: str, place: Place) -> bool:
        """Return whether another host than this one has a place."""
        return self._owners.get(place, host_id) != host_id
