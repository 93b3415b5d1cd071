"""What one sees first in the demo, on Home Assistant's own dashboard."""

import time
from typing import Final

from .home_assistant import HomeAssistant
from .operated import (
    OPERATED,
    States,
    add_dashboard,
    entity_of,
    has_dashboard,
    names_of,
)

HOME: Final = "home"
FAVOURITES: Final = (
    "Fridge Power",
    "Living room climate Temperature",
    "Front door Door",
    "Desk Energy today",
    "Kitchen lamp",
    "Coffee machine",
)
# Domain and device of what is a favourite beside them.
CONTROLS: Final = (
    ("light", "Reading lamp"),
    ("cover", "Bedroom curtain"),
    ("cover", "Garage door"),
    ("climate", "Nursery"),
)
CLIMATES: Final = {"Living Room": "Living room climate", "Nursery": "Nursery heater"}


def arrange(home: HomeAssistant, seconds: float = 10) -> None:
    """Choose favourites and the sensors of rooms, and add the dashboard, once."""
    is_chosen = home.ask("frontend/get_system_data", key=HOME)["value"] is not None
    if is_chosen and has_dashboard(home):
        return
    names = _names(home, seconds)
    if not is_chosen:
        _choose(home, names)
    if not has_dashboard(home):
        add_dashboard(home, names)


def _choose(home: HomeAssistant, names: States) -> None:
    ids = {name: entity_id for entity_id, name in names.items()}
    if not set(_wanted()) <= ids.keys():
        return
    for area in home.ask("config/area_registry/list"):
        if (device := CLIMATES.get(area["name"])) is not None:
            home.ask(
                "config/area_registry/update",
                area_id=area["area_id"],
                temperature_entity_id=ids[f"{device} Temperature"],
                humidity_entity_id=ids[f"{device} Humidity"],
            )
    controls = [entity_of(names, domain, device) for domain, device in CONTROLS]
    favourites = [ids[name] for name in FAVOURITES]
    shown = {
        "favorite_entities": [*favourites, *filter(None, controls)],
        "welcome_banner_dismissed": True,
    }
    home.ask("frontend/set_system_data", key=HOME, value=shown)


def _wanted() -> list[str]:
    readings = ("Temperature", "Humidity")
    rooms = [f"{device} {it}" for device in CLIMATES.values() for it in readings]
    return [*FAVOURITES, *rooms]


def _names(home: HomeAssistant, seconds: float) -> States:
    """Return names by entity, of all that are wanted if they come in time."""
    end = time.monotonic() + seconds
    while True:
        names = names_of(home)
        if _are_all(names) or time.monotonic() > end:
            return names
        time.sleep(0.2)


def _are_all(names: States) -> bool:
    return set(_wanted()) <= set(names.values()) and all(
        entity_of(names, domain, device) for domain, device in OPERATED
    )
