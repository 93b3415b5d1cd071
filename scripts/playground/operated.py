"""A dashboard of what can be operated in the demo, with standard cards."""

from collections.abc import Mapping
from typing import Any, Final

from .home_assistant import HomeAssistant

URL: Final = "demo-controls"
TITLE: Final = "Controls"
ICON: Final = "mdi:tune-variant"

type Card = dict[str, Any]
type States = Mapping[str, str]


def _tile(*features: str) -> Card:
    return {"type": "tile", "features": [{"type": feature} for feature in features]}


def _named(name: str) -> Card:
    return {"type": "tile", "name": name}


# It is as high as is needed to have all of a column on a small screen.
_THERMOSTAT: Final[Card] = {
    "type": "thermostat",
    "features": [{"type": "climate-hvac-modes"}],
    "grid_options": {"rows": 5},
}
_COVER: Final = _tile("cover-open-close", "cover-position")
_DIMMED: Final = _tile("light-brightness")
_LOAD: Final[Card] = {
    "type": "gauge",
    "needle": True,
    "min": 0,
    "max": 2500,
    "severity": {"green": 0, "yellow": 1500, "red": 2200},
}
_COLOURED: Final = _tile("light-brightness", "light-color-favorites")
# Side by side: by heading and icon, domain, device and card of what is below it.
COLUMNS: Final[list[dict[tuple[str, str], list[tuple[str, str, Card]]]]] = [
    {
        ("Lights", "mdi:lightbulb-group"): [
            ("light", "Reading lamp", _tile("light-brightness", "light-color-temp")),
            ("light", "Shelf light", _COLOURED),
            ("light", "TV strip", _COLOURED),
            ("light", "Dining table", _DIMMED),
            ("light", "Bedroom fan", _tile()),
        ],
        ("Air", "mdi:fan"): [
            ("fan", "Bedroom fan", _tile("fan-speed")),
            ("switch", "Nursery heater", _tile()),
        ],
    },
    {
        ("Covers", "mdi:curtains"): [
            ("cover", "Bedroom curtain", _COVER),
            ("cover", "Garage door", _COVER),
        ],
        ("Heating", "mdi:thermostat"): [("climate", "Nursery", _THERMOSTAT)],
    },
    {
        ("Meters", "mdi:meter-electric"): [
            ("sensor", "Washing machine Power", _LOAD),
            ("sensor", "Fridge Power", _tile()),
            ("sensor", "Freezer Power", _tile()),
            ("sensor", "Desk Power", _tile()),
            ("sensor", "Desk Energy today", _tile()),
        ],
        ("Doors and sensors", "mdi:leak"): [
            ("binary_sensor", "Front door Door", _named("Front door")),
            ("binary_sensor", "Under the sink Moisture", _named("Under the sink")),
            ("sensor", "Living room climate Temperature", _named("Living room")),
            ("sensor", "Living room climate Humidity", _named("Living room")),
        ],
    },
]
OPERATED: Final = [
    (domain, device)
    for column in COLUMNS
    for rows in column.values()
    for domain, device, _ in rows
]


def has_dashboard(home: HomeAssistant) -> bool:
    """Return whether the dashboard is there."""
    known = home.ask("lovelace/dashboards/list")
    return any(it["url_path"] == URL for it in known)


def add_dashboard(home: HomeAssistant, names: States) -> None:
    """Add the dashboard, unless nothing can be operated."""
    config = dashboard(names)
    if not config["views"][0]["sections"]:
        return
    home.ask(
        "lovelace/dashboards/create",
        url_path=URL,
        title=TITLE,
        icon=ICON,
        mode="storage",
        show_in_sidebar=True,
        require_admin=False,
    )
    home.ask("lovelace/config/save", url_path=URL, config=config)


def names_of(home: HomeAssistant) -> dict[str, str]:
    """Return the names of all entities, by id."""
    return {
        it["entity_id"]: it["attributes"].get("friendly_name", "")
        for it in home.get("/api/states")
    }


def dashboard(names: States) -> Card:
    """Return the dashboard of the entities that are there, by id and name."""
    columns = [
        [
            card
            for heading, wanted in column.items()
            for card in _cards(heading, wanted, names)
        ]
        for column in COLUMNS
    ]
    sections = [{"type": "grid", "cards": cards} for cards in columns if cards]
    view = {"type": "sections", "title": TITLE, "path": "all", "sections": sections}
    return {"views": [{**view, "max_columns": len(COLUMNS)}]}


def _cards(
    heading: tuple[str, str], wanted: list[tuple[str, str, Card]], names: States
) -> list[Card]:
    """Return what is below a heading, with it, and nothing where nothing is."""
    cards = [
        {**card, "entity": found}
        for domain, device, card in wanted
        if (found := entity_of(names, domain, device)) is not None
    ]
    text, icon = heading
    title = {"type": "heading", "heading": text, "icon": icon}
    return [title, *cards] if cards else []


def entity_of(names: States, domain: str, device: str) -> str | None:
    """Return a device's entity of a domain: its own, else the first that it has."""
    found = {
        name: entity_id
        for entity_id, name in sorted(names.items(), reverse=True)
        if entity_id.partition(".")[0] == domain
    }
    parts = sorted(name for name in found if name.startswith(f"{device} "))
    # "Nursery heater" begins like "Nursery" and is a device of its own.
    others = {it for _, it in OPERATED if it != device}
    longer = [it for it in others if it.startswith(device)]
    whole = [device] if device in found else []
    mine = [it for it in (*whole, *parts) if not any(it.startswith(o) for o in longer)]
    return found[mine[0]] if mine else None
