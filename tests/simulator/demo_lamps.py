"""Lamps and the other devices of the demo home."""

from typing import Final

from .behaviours import Relay
from .factory import Row, relay_params
from .kinds import kind

LAMPS: Final = [
    kind(44, "Dining table", "Living room"),
    kind(104, "Reading lamp", "Living room"),
    kind(22, "Shelf light", "Bedroom", state="off"),
]

OTHERS: Final = [
    kind(11, "Bedroom curtain", "Bedroom"),
    kind(34, "Bedroom fan", "Bedroom"),
    Row(
        name="Attic light",
        room="Attic",
        uiid=1,
        model="MINIR2",
        params=relay_params("on"),
        behaviour=Relay,
        online=False,
    ),
    Row(
        name="Mystery box",
        room="Garage",
        uiid=65001,
        model="X-UNKNOWN",
        params={"switch": "off", "temperature": "23.4"},
    ),
]
