"""What Home Assistant's own check of integrations asks, as far as it can be told here.

Each function returns the faults of what it is given. Where it can be, a rule is read
from the Home Assistant that is installed.
"""

import ast
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
import json
from pathlib import Path
import re
from typing import Any, Final

import hass_frontend
import voluptuous as vol

from homeassistant.bootstrap import CORE_INTEGRATIONS
from homeassistant.const import Platform
from homeassistant.helpers import config_validation as cv, selector, service
from homeassistant.loader import DHCPMatcher, Manifest, ZeroconfMatcher

COMPONENTS: Final = "homeassistant.components"

# The loader notes these itself.
MANIFEST_KEYS: Final = frozenset(Manifest.__annotations__) - {
    "is_built_in",
    "overwrites_built_in",
}
MANIFEST_NEEDS: Final = frozenset(
    {"domain", "name", "codeowners", "documentation", "iot_class", "issue_tracker"}
    | {"integration_type", "version"}
)
# The type is the key under which Home Assistant keeps the matcher, and no part of it.
ZEROCONF_KEYS: Final = frozenset(ZeroconfMatcher.__annotations__) - {"domain"} | {
    "type"
}
DHCP_KEYS: Final = frozenset(DHCPMatcher.__annotations__) - {"domain"}

# Home Assistant's own schema lets every other key pass.
_FIELD: Final = vol.Schema(
    {
        vol.Optional("advanced"): bool,
        vol.Optional("default"): object,
        vol.Optional("example"): object,
        vol.Optional("filter"): object,
        vol.Optional("required"): bool,
        vol.Optional("selector"): selector.validate_selector,
    }
)
_SECTION: Final = vol.Schema(
    {
        vol.Optional("collapsed"): bool,
        vol.Required("fields"): {str: _FIELD},
    }
)
_ACTION: Final = vol.Schema(
    {
        vol.Optional("target"): selector.TargetSelector.CONFIG_SCHEMA,
        vol.Optional("fields"): {str: object},
    }
)

_QUOTED: Final = re.compile(r"'\{\w+\}'")
_ADDRESS: Final = re.compile(r"://|\bwww\.", re.IGNORECASE)
_MDI: Final = re.compile(r"mdi:[\w-]*")


def components_of(tree: ast.Module) -> Iterator[str]:
    """Yield each of Home Assistant's integrations that a file imports at run time."""
    for node in _at_run_time(tree):
        if isinstance(node, ast.Import):
            names = [it.name for it in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{it.name}" for it in node.names]
        else:
            continue
        for name in names:
            if name.startswith(f"{COMPONENTS}."):
                yield name.removeprefix(f"{COMPONENTS}.").split(".")[0]


def _at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes but those that only a type checker reads."""
    yield node
    is_typing = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    children = ast.iter_child_nodes(node) if not is_typing else iter(())
    for child in children:
        yield from _at_run_time(child)


def undeclared(name: str, tree: ast.Module, manifest: dict[str, Any]) -> set[str]:
    """Return what a file imports that need not be there when it is loaded.

    A platform of another integration, such as `diagnostics`, is loaded by that one.
    """
    allowed = {*map(str, Platform), *CORE_INTEGRATIONS, name.split(".", maxsplit=1)[0]}
    allowed.update(manifest.get("dependencies", ()))
    allowed.update(manifest.get("after_dependencies", ()))
    return set(components_of(tree)) - allowed


def manifest_faults(manifest: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong in a manifest."""
    yield from (f"{it} is unknown" for it in manifest.keys() - MANIFEST_KEYS)
    yield from (f"{it} is missing" for it in MANIFEST_NEEDS - manifest.keys())
    yield from _dependency_faults(manifest)
    yield from _zeroconf_faults(manifest.get("zeroconf", []))
    for entry in manifest.get("dhcp", []):
        yield from (f"dhcp: {it} is unknown" for it in entry.keys() - DHCP_KEYS)


def _dependency_faults(manifest: dict[str, Any]) -> Iterator[str]:
    first = manifest.get("dependencies", [])
    after = manifest.get("after_dependencies", [])
    for name in {*first, *after}:
        if find_spec(f"{COMPONENTS}.{name}") is None:
            yield f"{name} is no integration"
    yield from (f"{it} is named twice" for it in set(first) & set(after))


def _zeroconf_faults(entries: list[Any]) -> Iterator[str]:
    for entry in entries:
        match entry:
            case str(kind) | {"type": str(kind)} if kind.endswith(".local."):
                pass
            case _:
                yield f"zeroconf: {entry} has no type"
        if isinstance(entry, dict):
            yield from _matcher_faults(entry)


def _matcher_faults(entry: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong in a matcher: names are compared in small letters."""
    yield from (f"zeroconf: {it} is unknown" for it in entry.keys() - ZEROCONF_KEYS)
    for value in (entry.get("name", ""), *entry.get("properties", {}).values()):
        if value != value.lower():
            yield f"zeroconf: {value} is not in small letters"


def action_faults(actions: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong in the descriptions of actions."""
    for name, action in actions.items():
        yield from _refused(name, service._SERVICES_SCHEMA, {name: action})
        yield from _refused(name, _ACTION, action or {})
        for key, field in ((action or {}).get("fields") or {}).items():
            schema = _SECTION if "fields" in (field or {}) else _FIELD
            yield from _refused(f"{name}.{key}", schema, field)


def _refused(where: str, schema: vol.Schema, value: Any) -> Iterator[str]:
    try:
        schema(value)
    except vol.Invalid as err:
        yield f"{where}: {err}"


def text_faults(text: str) -> Iterator[str]:
    """Yield what is wrong in a text that is translated."""
    try:
        cv.string_with_no_html(text)
    except vol.Invalid as err:
        yield str(err)
    if _QUOTED.search(text):
        yield "a placeholder is in single quotes"
    if _ADDRESS.search(text):
        yield "an address is written out"
    if text != text.strip():
        yield "there is space around it"


@cache
def frontend_icons() -> frozenset[str]:
    """Return the names of all icons that the installed frontend can draw."""
    folder = Path(hass_frontend.where()) / "static" / "mdi"
    listed = json.loads((folder / "iconList.json").read_text(encoding="utf-8"))
    return frozenset(f"mdi:{it['name']}" for it in listed)


def icons_in(text: str) -> set[str]:
    """Return the icons that a file names."""
    return set(_MDI.findall(text))
