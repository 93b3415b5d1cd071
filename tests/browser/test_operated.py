"""The demo's dashboard of what can be operated is made of what is there."""

from scripts.playground.operated import COLUMNS, dashboard, entity_of

NAMES = {
    "light.living_room_reading_lamp": "Reading lamp",
    "sensor.living_room_reading_lamp_signal_strength": "Reading lamp Signal strength",
    "light.bedroom_bedroom_fan_light": "Bedroom fan Light",
    "fan.bedroom_bedroom_fan": "Bedroom fan",
    "climate.nursery_nursery": "Nursery",
    "switch.nursery_nursery_heater": "Nursery heater",
}


def test_entities_are_found_by_their_device() -> None:
    """A device's entity of a domain, and not that of one called alike."""
    for domain, device, entity_id in (
        ("light", "Reading lamp", "light.living_room_reading_lamp"),
        ("light", "Bedroom fan", "light.bedroom_bedroom_fan_light"),
        ("fan", "Bedroom fan", "fan.bedroom_bedroom_fan"),
        ("climate", "Nursery", "climate.nursery_nursery"),
        ("switch", "Nursery heater", "switch.nursery_nursery_heater"),
        ("cover", "Garage door", None),
    ):
        assert entity_of(NAMES, domain, device) == entity_id
    heater = {"climate.nursery_nursery_heater": "Nursery heater Thermostat"}
    assert entity_of(heater, "climate", "Nursery") is None


def test_cards() -> None:
    """Headings with nothing below them are left out; cards name their entity."""
    [view] = dashboard(NAMES)["views"]
    shown = [
        [card.get("heading", card.get("entity")) for card in section["cards"]]
        for section in view["sections"]
    ]
    assert shown == [
        [
            "Lights",
            "light.living_room_reading_lamp",
            "light.bedroom_bedroom_fan_light",
            "Air",
            "fan.bedroom_bedroom_fan",
            "switch.nursery_nursery_heater",
        ],
        ["Heating", "climate.nursery_nursery"],
    ]
    cards = [card for it in COLUMNS for rows in it.values() for *_, card in rows]
    assert all("entity" not in card for card in cards)
    assert dashboard({})["views"][0]["sections"] == []
