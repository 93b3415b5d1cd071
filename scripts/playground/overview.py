"""What one sees first in the demo, on Home Assistant's own dashboard."""

import time
from typing import Final

from .home_assistant import HomeAssistant
from .operated import add_dashboard, entity_of, names_of

HOME: Final = "home"
FAVOURITES: Final = (
    "Fridge Power",
    "Living room climate Temperature",
    "Front door Door",
    "Desk Energy today",
    "Kitchen lamp",
    "Coffee machine",
)
# Domain and device of what is a favourite as soon as it can be operated.
OPERATED: Final = (
    ("light", "Reading lamp"),
    ("cover", "Bedroom curtain"),
    ("climate", "Nursery"),
)
CLIMATES: Final = {"Living Room": "Living room climate", "Nursery": "Nursery heater"}


def arrange(home: HomeAssistant, seconds: float = 10) -> None:
    """Choose favourites and the sensors of rooms, unless that was done before."""
    _choose(home, seconds)
    add_dashboard(home)


def _choose(home: HomeAssistant, seconds: float) -> None:
    if home.ask("frontend/get_system_data", key=HOME)["value"] is not None:
        return
    ids = _entity_ids(home, seconds)
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
    names = names_of(home)
    operated = [entity_of(names, domain, device) for domain, device in OPERATED]
    favourites = [ids[name] for name in FAVOURITES]
    shown = {
        "favorite_entities": [*favourites, *(it for it in operated if it is not None)],
        "welcome_banner_dismissed": True,
    }
    home.ask("frontend/set_system_data", key=HOME, value=shown)


def _wanted() -> list[str]:
    readings = ("Temperature", "Humidity")
    rooms = [f"{device} {it}" for device in CLIMATES.values() for it in readings]
    return [*FAVOURITES, *rooms]


def _entity_ids(home: HomeAssistant, seconds: float) -> dict[str, str]:
    """Return entities by name, all that are wanted if they come in time."""
    end = time.monotonic() + seconds
    while True:
        ids = {
            state["attributes"].get("friendly_name"): state["entity_id"]
            for state in home.get("/api/states")
        }
        if set(_wanted()) <= ids.keys() or time.monotonic() > end:
            return ids
        time.sleep(0.5)
