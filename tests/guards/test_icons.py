"""Every entity has an icon: of its own, or that of its device class."""

from functools import cache
import json
from pathlib import Path
from typing import Any

import pytest

import homeassistant.components
from homeassistant.const import Platform
from homeassistant.helpers.entity import EntityDescription

from .presented import described
from .sources import load


@cache
def _class_icons(platform: Platform) -> dict[str, Any]:
    folder = Path(homeassistant.components.__file__).parent / platform
    icons = json.loads((folder / "icons.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = icons["entity_component"]
    # That icon tells only that there are named states.
    found.pop("enum", None)
    return found


@pytest.mark.parametrize(("platform", "description"), described())
def test_icon_is_there_once(platform: Platform, description: EntityDescription) -> None:
    """An icon of our own is there exactly where the device class has none."""
    own = load("icons.json")["entity"].get(platform, {})
    assert description.icon is None
    if str(description.device_class) in _class_icons(platform):
        assert description.translation_key not in own
    else:
        assert description.translation_key in own


def test_no_icon_is_unused() -> None:
    """Each icon is some entity's."""
    used = {(str(platform), it.translation_key) for platform, it in described()}
    entity = load("icons.json")["entity"]
    assert {(platform, key) for platform in entity for key in entity[platform]} <= used
    assert load("icons.json").keys() == {"entity"}


def test_icons_are_well_formed() -> None:
    """Icons are Material Design's; a state's icon differs from the usual one."""
    for icons in load("icons.json")["entity"].values():
        assert list(icons) == sorted(icons)
        for icon in icons.values():
            states = icon.get("state", {}).values()
            assert icon.keys() <= {"default", "state"}
            assert icon["default"] not in states
            assert all(name.startswith("mdi:") for name in (icon["default"], *states))
