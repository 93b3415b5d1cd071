"""The pictures of the pages show the integration as it is today."""

from typing import Final

import pytest

from scripts.picturing import record
from scripts.picturing.record import COMMAND, FOLDER, Record

RECORDS: Final = record.load()
SHOWN: Final = [
    "Home Assistant",
    "Washing machine",
    "Connection",
    "Online",
    "Fridge Power",
    "Desk Energy today",
    "The device",
    "is added and online.",
]


def test_pictures_are_the_known_ones() -> None:
    """Each picture has what it shows beside it, and the other way round."""
    assert {it.stem for it in FOLDER.glob("*.png")} == RECORDS.keys()


@pytest.mark.parametrize("name", RECORDS)
def test_picture_is_of_today(name: str) -> None:
    """What can be read in it is called so still; else take it anew."""
    stale = record.changes(RECORDS[name])
    assert not stale, f"docs/images/{name}.png is stale; run {COMMAND} {name}"


@pytest.mark.parametrize("name", RECORDS)
def test_picture_is_told(name: str) -> None:
    """It is said what it shows, and something in it is ours."""
    kept = RECORDS[name]
    assert kept.view
    assert kept.texts or kept.devices


def test_command() -> None:
    """What the message tells to run is there, and takes each picture."""
    assert (record.ROOT / COMMAND).is_file()
    scenes = (record.ROOT / "scripts" / "picturing").glob("*_scenes.py")
    text = "".join(it.read_text(encoding="utf-8") for it in scenes)
    assert [it for it in RECORDS if f'"{it}"' not in text] == []


def test_texts_that_are_seen() -> None:
    """A name, the state of what is named, and a text with something filled in."""
    found = record.seen("it", ["entity.", "options.abort."], SHOWN)
    assert set(found.texts) == {
        "entity.sensor.connection.name",
        "entity.sensor.connection.state.online",
        "entity.sensor.energy_today.name",
        "options.abort.device_added",
    }
    assert set(found.icons) == {"entity.sensor.connection"}
    assert set(found.devices) == {"Washing machine", "Fridge", "Desk"}


def test_texts_of_elsewhere() -> None:
    """What is not looked for is no part of the picture."""
    assert record.seen("it", ["config."], SHOWN).texts == {}
    assert record.seen("it", ["entity."], ["Online"]).texts == {}


@pytest.mark.parametrize(
    "stale",
    [
        pytest.param({"texts": {"entity.sensor.connection.name": "Way"}}, id="text"),
        pytest.param({"texts": {"entity.sensor.gone.name": "Gone"}}, id="no-text"),
        pytest.param({"icons": {"entity.sensor.connection": {}}}, id="icon"),
        pytest.param({"devices": {"Washing machine": "POW (5)"}}, id="device"),
        pytest.param({"devices": {"Dryer": "POWR2 (32)"}}, id="no-device"),
    ],
)
def test_stale(stale: dict[str, dict[str, str]]) -> None:
    """What is another today is told."""
    fresh = record.seen("it", ["entity."], SHOWN)
    assert record.changes(fresh) == []
    [told] = record.changes(Record(view="it", **stale))
    assert next(iter(next(iter(stale.values())))) in told
