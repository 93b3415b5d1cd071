"""One device of each type that can be operated, in the state it leaves the box in.

A home is furnished from it by number: `kind(67, "Garage door", "Garage")`.
"""

from copy import deepcopy
from dataclasses import replace
from typing import Final

from ..factory import Row
from .buttons import BUTTONS
from .climates import CLIMATES
from .covers import COVERS
from .lamps import LAMPS
from .meters import METERS
from .others import OTHERS

KINDS: Final = {
    row.uiid: row for row in (*METERS, *LAMPS, *COVERS, *CLIMATES, *OTHERS, *BUTTONS)
}


def kind(uiid: int, name: str = "", room: str = "", **params: object) -> Row:
    """Return the row of a device of a type, with params of its own."""
    row = KINDS[uiid]
    return replace(
        row,
        name=name or row.name,
        room=room,
        params={**deepcopy(row.params), **params},
    )
