"""The quality scale is kept, rule by rule."""

from typing import Any, Final

import pytest

from homeassistant.util.yaml import load_yaml_dict

from .sources import PACKAGE, load

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
    """A rule is done or still to do; an exemption gives its reason."""
    for name, rule in rules.items():
        if isinstance(rule, str):
            assert rule in {"done", "todo"}, name
        else:
            assert rule["status"] in {"done", "todo", "exempt"}, name
            assert rule["comment"].strip().endswith("."), name


def test_no_tier_is_claimed() -> None:
    """Only core's integrations have a tier."""
    assert "quality_scale" not in load("manifest.json")
