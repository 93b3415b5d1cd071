"""Every entity has an icon: of its own, or that of its device class."""

from functools import cache
import json
from pathlib import Path
from typing import Any, Final

import pytest

import homeassistant.components
from homeassistant.const import Platform
from homeassistant.helpers.entity import EntityDescription
from homeassistant.util.yaml import load_yaml_dict
from tests.each import each

from .presented import described
from .sources import PACKAGE, load

# Home Assistant's icon of the platform says well enough what such an entity is.
SPEAK_FOR_THEMSELVES: Final = {Platform.LIGHT}


def _read(platform: str, name: str) -> dict[str, Any]:
    """Return a JSON file of Home Assistant's own platform."""
    path = Path(homeassistant.components.__file__).parent / platform / name
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


@cache
def _class_icons(platform: Platform) -> dict[str, Any]:
    found: dict[str, Any] = _read(platform, "icons.json")["entity_component"]
    # That icon tells only that there are named states.
    found.pop("enum", None)
    return found


@each(described())
def test_icon_is_there_once(platform: Platform, description: EntityDescription) -> None:
    """An icon of our own is there exactly where the device class has none.

    What is called as its device has that of its platform.
    """
    own = load("icons.json")["entity"].get(platform, {})
    icons = _class_icons(platform)
    assert description.icon is None
    is_plain = description.translation_key is None
    if is_plain or str(description.device_class) in icons:
        assert description.translation_key not in own
    elif platform in SPEAK_FOR_THEMSELVES:
        icon = own.get(description.translation_key, {})
        assert icon.get("default") != icons["_"]["default"]
    else:
        assert description.translation_key in own


def test_no_icon_is_unused() -> None:
    """Each icon is some entity's."""
    used = {(str(platform), it.translation_key) for platform, it in described()}
    entity = load("icons.json")["entity"]
    assert {(platform, key) for platform in entity for key in entity[platform]} <= used
    assert load("icons.json").keys() == {"entity", "services"}


def test_every_action_has_an_icon() -> None:
    """Each action has its icon, and no other is there."""
    icons = load("icons.json")["services"]
    assert list(icons) == sorted(load_yaml_dict(PACKAGE / "services.yaml"))
    for icon in icons.values():
        assert icon.keys() == {"service"}
        assert icon["service"].startswith("mdi:")


@pytest.mark.parametrize("platform", load("icons.json")["entity"])
def test_states_with_an_icon_exist(platform: Platform) -> None:
    """An icon by state is for a state that has a name, ours or the platform's."""
    texts = load("translations/en.json")["entity"][platform]
    theirs = _read(platform, "translations/en.json")["entity_component"]
    usual = theirs.get("_", {}).get("state", {}).keys()
    for key, icon in load("icons.json")["entity"][platform].items():
        named = texts[key].get("state", {}).keys() or usual
        assert icon.get("state", {}).keys() <= named, key


def test_icons_are_well_formed() -> None:
    """Icons are Material Design's; a state's icon differs from the usual one."""
    for icons in load("icons.json")["entity"].values():
        assert list(icons) == sorted(icons)
        for icon in icons.values():
            states = icon.get("state", {}).values()
            assert icon.keys() <= {"default", "state"}
            assert icon["default"] not in states
            assert all(name.startswith("mdi:") for name in (icon["default"], *states))
