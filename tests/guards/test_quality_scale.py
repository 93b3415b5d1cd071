"""The quality scale is kept, rule by rule."""

from collections.abc import Callable
import importlib
from typing import Any, Final

import pytest

from custom_components import ewelink
from custom_components.ewelink.config_flow import EwelinkConfigFlow
from custom_components.ewelink.entity import EwelinkEntity
from custom_components.ewelink.platforms import PLATFORMS
from homeassistant.util.yaml import load_yaml_dict

from .pages import pages
from .sources import NAME, PACKAGE, ROOT, load

RULES: Final = frozenset(
    [
        "action-setup",
        "appropriate-polling",
        "brands",
        "common-modules",
        "config-flow",
        "config-flow-test-coverage",
        "dependency-transparency",
        "docs-actions",
        "docs-conditions",
        "docs-high-level-description",
        "docs-installation-instructions",
        "docs-removal-instructions",
        "docs-triggers",
        "entity-event-setup",
        "entity-unique-id",
        "has-entity-name",
        "runtime-data",
        "test-before-configure",
        "test-before-setup",
        "unique-config-entry",
        "action-exceptions",
        "config-entry-unloading",
        "docs-configuration-parameters",
        "docs-installation-parameters",
        "entity-unavailable",
        "integration-owner",
        "log-when-unavailable",
        "parallel-updates",
        "reauthentication-flow",
        "test-coverage",
        "devices",
        "diagnostics",
        "discovery",
        "discovery-update-info",
        "docs-data-update",
        "docs-examples",
        "docs-known-limitations",
        "docs-supported-devices",
        "docs-supported-functions",
        "docs-troubleshooting",
        "docs-use-cases",
        "dynamic-devices",
        "entity-category",
        "entity-device-class",
        "entity-disabled-by-default",
        "entity-translations",
        "exception-translations",
        "icon-translations",
        "reconfiguration-flow",
        "repair-issues",
        "stale-devices",
        "async-dependency",
        "inject-websession",
        "strict-typing",
    ]
)


@pytest.fixture(name="rules")
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = load_yaml_dict(PACKAGE / "quality_scale.yaml")["rules"]
    return rules


def test_every_rule_is_there(rules: dict[str, Any]) -> None:
    """All 54 rules are listed, and none that does not exist."""
    assert len(RULES) == 54
    assert rules.keys() == RULES


def test_every_rule_has_a_status(rules: dict[str, Any]) -> None:
    """Every rule is done, or exempt for a reason that is given."""
    for name, rule in rules.items():
        if isinstance(rule, str):
            assert rule == "done", name
        else:
            assert rule["status"] == "exempt", name
            assert rule["comment"].strip().endswith("."), name


def test_exemptions_are_the_known_ones(rules: dict[str, Any]) -> None:
    """Nothing else is left out: it would have to be argued for here."""
    exempt = {name for name, rule in rules.items() if not isinstance(rule, str)}
    assert exempt == {"docs-conditions", "docs-triggers"}
    assert not {"conditions.py", "triggers.py"} & {it.name for it in PACKAGE.iterdir()}


def _defines(module: str, *names: str) -> bool:
    found = importlib.import_module(f"{NAME}.{module}")
    return all(hasattr(found, name) for name in names)


def _has_step(*steps: str) -> bool:
    return all(hasattr(EwelinkConfigFlow, f"async_step_{step}") for step in steps)


def _tells(*headings: str) -> bool:
    known = {heading for it in pages().values() for heading in it.headings}
    return known >= set(headings)


# What of a rule can be seen without running anything; other tests see to the rest.
EVIDENCE: Final[dict[str, Callable[[], bool]]] = {
    "action-setup": lambda: _defines("services", "async_setup_services"),
    "brands": lambda: (
        {"icon.png", "icon@2x.png", "logo.png"}
        <= {it.name for it in (PACKAGE / "brand").iterdir()}
    ),
    "common-modules": lambda: (
        _defines("coordinator", "EwelinkCoordinator", "EwelinkConfigEntry")
        and _defines("entity", "EwelinkEntity")
    ),
    "config-flow": lambda: load("manifest.json")["config_flow"] is True,
    "dependency-transparency": lambda: load("manifest.json")["requirements"] == [],
    "diagnostics": lambda: _defines(
        "diagnostics",
        "async_get_config_entry_diagnostics",
        "async_get_device_diagnostics",
    ),
    "discovery": lambda: (
        bool(load("manifest.json")["zeroconf"]) and _has_step("zeroconf")
    ),
    "docs-actions": lambda: _tells("Actions", *_action_names()),
    "docs-configuration-parameters": lambda: _tells("Options", "Choose the way"),
    "docs-data-update": lambda: _tells("How the data arrives"),
    "docs-examples": lambda: _tells("Examples"),
    "docs-high-level-description": lambda: _tells(
        "eWeLink (SONOFF) for Home Assistant"
    ),
    "docs-installation-instructions": lambda: _tells(
        "Quick start", "Install", "With HACS", "By hand"
    ),
    "docs-installation-parameters": lambda: _tells(
        "Sign in", "On the eWeLink sign-in page", "With a password"
    ),
    "docs-known-limitations": lambda: _tells("What it cannot do"),
    "docs-removal-instructions": lambda: _tells("Remove"),
    "docs-supported-devices": (ROOT / "docs/supported-devices.md").exists,
    "docs-supported-functions": lambda: _tells("What works", "What appears"),
    "docs-troubleshooting": lambda: _tells("Trouble and cure"),
    "docs-use-cases": lambda: _tells("What you can do with it"),
    "has-entity-name": lambda: EwelinkEntity._attr_has_entity_name,
    "integration-owner": lambda: bool(load("manifest.json")["codeowners"]),
    "parallel-updates": lambda: all(
        _defines(str(platform), "PARALLEL_UPDATES") for platform in PLATFORMS
    ),
    "reauthentication-flow": lambda: _has_step("reauth", "reauth_confirm"),
    "reconfiguration-flow": lambda: _has_step("reconfigure"),
    "repair-issues": lambda: bool(load("translations/en.json")["issues"]),
    "stale-devices": lambda: hasattr(ewelink, "async_remove_config_entry_device"),
    "strict-typing": lambda: all(
        (PACKAGE / folder / "py.typed").exists()
        for folder in ("api", "devices", "pairing")
    ),
}


def _action_names() -> list[str]:
    services = load("translations/en.json")["services"]
    return [service["name"] for service in services.values()]


@pytest.mark.parametrize("rule", sorted(EVIDENCE))
def test_rule_is_kept(rule: str, rules: dict[str, Any]) -> None:
    """What is said to be done can be seen."""
    assert rules[rule] == "done"
    assert EVIDENCE[rule]()


def test_no_tier_is_claimed() -> None:
    """Only core's integrations have a tier."""
    assert "quality_scale" not in load("manifest.json")
