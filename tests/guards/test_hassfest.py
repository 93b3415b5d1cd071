"""Nothing is there that Home Assistant's own check of integrations would refuse."""

import ast
from pathlib import Path
from typing import Any, Final

import pytest

from homeassistant.util.yaml import load_yaml_dict
from tests.each import each

from .hassfest import (
    action_faults,
    components_of,
    frontend_icons,
    icons_in,
    manifest_faults,
    text_faults,
    undeclared,
)
from .sources import PACKAGE, ROOT, Source, load, sources
from .texts import texts_of

LANGUAGES: Final = sorted((PACKAGE / "translations").glob("*.json"))
SELECTOR: Final = {"selector": {"boolean": None}}
EFFECT: Final = "light.LightEntityFeature.EFFECT"
NAMING_ICONS: Final = sorted(
    path
    for folder in (PACKAGE, ROOT / "blueprints", ROOT / "docs")
    for kind in ("*.json", "*.py", "*.yaml", "*.md")
    for path in folder.rglob(kind)
)


def _featured(feature: str) -> dict[str, Any]:
    return {"supported_features": [feature]}


@each(sources())
def test_imported_integrations(source: Source) -> None:
    """An integration whose code is imported is set up before ours, or always there."""
    assert undeclared(source.name, source.tree, load("manifest.json")) == set()


def test_declared_integrations_are_used() -> None:
    """What must be set up before ours is there for a reason."""
    imported = {it for source in sources() for it in components_of(source.tree)}
    manifest = load("manifest.json")
    assert {*manifest["dependencies"], *manifest["after_dependencies"]} <= imported


@pytest.mark.parametrize(
    "code",
    [
        "from homeassistant.components import mqtt",
        "from homeassistant.components.mqtt import publish",
        "import homeassistant.components.mqtt.client",
        "def read():\n    from homeassistant.components.mqtt import publish",
    ],
)
def test_undeclared_integration_is_found(code: str) -> None:
    """In whatever way it is imported."""
    tree = ast.parse(code)
    assert undeclared("sensor", tree, load("manifest.json")) == {"mqtt"}
    assert undeclared("sensor", tree, {"after_dependencies": ["mqtt"]}) == set()
    assert undeclared("mqtt", tree, {}) == set()


def test_what_only_types_need() -> None:
    """A type checker's imports are none."""
    imported = "    from homeassistant.components.mqtt import Client"
    code = f"if TYPE_CHECKING:\n{imported}"
    assert undeclared("sensor", ast.parse(code), {}) == set()
    for code in ("if not TYPE_CHECKING:", "if TYPE_CHECKING:\n    it = 1\nelse:"):
        tree = ast.parse(f"{code}\n{imported}")
        assert undeclared("sensor", tree, {}) == {"mqtt"}


def test_manifest() -> None:
    """Each key is known, and so is what it holds."""
    assert list(manifest_faults(load("manifest.json"))) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"iot_klass": "local_push"}, "iot_klass is unknown"),
        ({"is_built_in": False}, "is_built_in is unknown"),
        ({"disabled": "for now"}, "disabled is unknown"),
        ({"dependencies": ["zeroconfig"]}, "zeroconfig is no integration"),
        ({"after_dependencies": ["recorder", "network"]}, "network is named twice"),
        (
            {"zeroconf": [{"name": "ewelink*"}]},
            "zeroconf: {'name': 'ewelink*'} has no type",
        ),
        ({"zeroconf": ["_ewelink._tcp"]}, "zeroconf: _ewelink._tcp has no type"),
        (
            {"zeroconf": [{"type": "_ewelink._tcp.local.", "host": "a"}]},
            "zeroconf: host is unknown",
        ),
        (
            {"zeroconf": [{"type": "_ewelink._tcp.local.", "name": "eWeLink*"}]},
            "zeroconf: eWeLink* is not in small letters",
        ),
        (
            {"zeroconf": [{"type": "_ewelink._tcp.local.", "properties": {"id": "A"}}]},
            "zeroconf: A is not in small letters",
        ),
        ({"dhcp": [{"mac": "D0"}]}, "dhcp: mac is unknown"),
        ({"dhcp": [{"macaddress": "d0*"}]}, "dhcp: d0* is not in capital letters"),
        ({"dhcp": [{"hostname": "E*"}]}, "dhcp: E* is not in small letters"),
        (
            {"dhcp": [{"registered_devices": "yes"}]},
            "dhcp: registered_devices is of another kind",
        ),
        (
            {"zeroconf": [{"type": "_ewelink._tcp.local.", "properties": {"id": 3}}]},
            "zeroconf: properties is of another kind",
        ),
        ({"bluetooth": [{"local_nam": "e*"}]}, "bluetooth: local_nam is unknown"),
        ({"loggers": "aiohttp"}, "loggers is of another kind"),
        ({"loggers": ["aiohttp", 3]}, "loggers is of another kind"),
        ({"config_flow": 1}, "config_flow is of another kind"),
        ({"single_config_entry": "no"}, "single_config_entry is of another kind"),
        ({"integration_type": "hubb"}, "integration_type is of another kind"),
        ({"iot_class": "cloud"}, "iot_class: cloud is none that there is"),
        ({"quality_scale": "iron"}, "quality_scale: iron is none that there is"),
    ],
)
def test_fault_of_manifest_is_found(change: dict[str, Any], fault: str) -> None:
    """What is planted is found, and nothing else."""
    assert list(manifest_faults(load("manifest.json") | change)) == [fault]


def test_missing_key_is_found() -> None:
    """A manifest without a version is refused."""
    manifest = {k: v for k, v in load("manifest.json").items() if k != "version"}
    assert list(manifest_faults(manifest)) == ["version is missing"]


def test_zeroconf_by_name_and_properties() -> None:
    """A matcher may say more than its type."""
    entry = {"type": "_ewelink._tcp.local.", "name": "ew*", "properties": {"a": "b*"}}
    assert list(manifest_faults(load("manifest.json") | {"zeroconf": [entry]})) == []


def test_actions() -> None:
    """Fields are described by known keys, and by selectors that there are."""
    actions = load_yaml_dict(PACKAGE / "services.yaml")
    assert actions
    assert list(action_faults(actions)) == []


@pytest.mark.parametrize(
    "action",
    [
        {"fields": {"a": SELECTOR | {"requird": True}}},
        {"fields": {"a": SELECTOR | {"required": "yes"}}},
        {"fields": {"a": SELECTOR | {"name": "A"}}},
        {"fields": {"a": {"selector": {"slider": None}}}},
        {"fields": {"a": {"selector": {"number": {"min": "low"}}}}},
        {"fields": {"a": {"selector": {"boolean": None, "text": None}}}},
        {"fields": {"more": {"fields": {"a": {"requird": True}}}}},
        {"fields": {"more": {"fields": {"a": SELECTOR}, "collapse": True}}},
        {"target": {"entitty": {}}},
        {"feilds": {}},
        {"fields": {"a": SELECTOR | {"filter": {"supported": []}}}},
        {"fields": {"a": SELECTOR | {"filter": _featured("light.Light.NONE")}}},
    ],
    ids=str,
)
def test_fault_of_action_is_found(action: dict[str, Any]) -> None:
    """What is planted is found."""
    assert list(action_faults({"act": action}))


@pytest.mark.parametrize(
    "action",
    [
        None,
        {"target": {"entity": {"domain": "switch"}}},
        {"fields": {"a": SELECTOR | {"filter": _featured(EFFECT)}}},
        {"fields": {"a": SELECTOR | {"required": True, "example": 1, "default": 2}}},
        {"fields": {"more": {"collapsed": True, "fields": {"a": SELECTOR}}}},
    ],
    ids=str,
)
def test_action_without_fault(action: dict[str, Any] | None) -> None:
    """What is right is let pass."""
    assert list(action_faults({"act": action})) == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda it: it.stem)
def test_texts(language: Path) -> None:
    """No text holds markup, a quoted placeholder or an address, in any language."""
    texts = dict(texts_of(load(f"translations/{language.name}")))
    assert texts
    faults = {path: list(text_faults(text)) for path, text in texts.items()}
    assert {path: it for path, it in faults.items() if it} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Press <b>on</b>",
        "Open <br/> it",
        "The device '{device}' is not there",
        "L'{device} is not there",
        "The device {device!r} is not there",
        "The device {device:>9} is not there",
        "Press&nbsp;on",
        "[%key:common::action::submit%]",
        "See https://example.org",
        "See www.example.org",
        "See WWW.example.org",
        " Device",
        "Device\n",
    ],
)
def test_fault_of_text_is_found(text: str) -> None:
    """What is planted is found."""
    assert len(list(text_faults(text))) == 1


def test_text_without_fault() -> None:
    """Other quotes, and what is no markup, are let pass."""
    assert list(text_faults('"{device}" has < 5 channels, isn\'t {it} > 3')) == []


def test_icons_are_read() -> None:
    """The list of the frontend is found, and so are the icons of the integration."""
    assert len(frontend_icons()) > 7000
    assert len(icons_in((PACKAGE / "icons.json").read_text(encoding="utf-8"))) > 50


@each(NAMING_ICONS)
def test_icons(path: Path) -> None:
    """Each icon that a file names can be drawn."""
    named = icons_in(path.read_text(encoding="utf-8"))
    assert named - frontend_icons() == set()


@pytest.mark.parametrize("name", ["mdi:lamb", "mdi:", "mdi:Lamp", "mdi:lamp_outline"])
def test_unknown_icon_is_found(name: str) -> None:
    """A name that is misspelt is found."""
    assert icons_in(f'"default": "{name}"') - frontend_icons() == {name}
