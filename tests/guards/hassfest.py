"""What Home Assistant's own check of integrations asks, as far as it can be told here.

Each function returns the faults of what it is given. Where it can be, a rule is read
from the Home Assistant that is installed.
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
import json
from pathlib import Path
import re
from string import Formatter
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import hass_frontend
import voluptuous as vol

from homeassistant.bootstrap import CORE_INTEGRATIONS
from homeassistant.const import Platform
from homeassistant.helpers import config_validation as cv, selector, service
from homeassistant.loader import (
    BluetoothMatcher,
    DHCPMatcher,
    Manifest,
    USBMatcher,
    ZeroconfMatcher,
)

COMPONENTS: Final = "homeassistant.components"

# The loader notes two of them itself, and loads nothing that has the third.
MANIFEST_KINDS: Final = {
    key: kind
    for key, kind in get_type_hints(Manifest).items()
    if key not in {"is_built_in", "overwrites_built_in", "disabled"}
}
MANIFEST_NEEDS: Final = frozenset(
    {"domain", "name", "codeowners", "documentation", "iot_class", "issue_tracker"}
    | {"integration_type", "version"}
)
MATCHERS: Final = {
    "bluetooth": get_type_hints(BluetoothMatcher),
    "dhcp": get_type_hints(DHCPMatcher),
    "usb": get_type_hints(USBMatcher),
    # The type is what Home Assistant keeps the matcher under, and no part of it.
    "zeroconf": get_type_hints(ZeroconfMatcher)
    | {"type": str, "properties": dict[str, str]},
}
# Not among the loader's types.
CLASSES: Final = {
    "iot_class": (
        "assumed_state",
        "calculated",
        "cloud_polling",
        "cloud_push",
        "local_polling",
        "local_push",
    ),
    "quality_scale": ("bronze", "silver", "gold", "platinum"),
}

# Home Assistant's own schema lets every other key pass.
_FIELD: Final = vol.Schema(
    {
        vol.Optional("advanced"): bool,
        vol.Optional("default"): object,
        vol.Optional("example"): object,
        vol.Optional("filter"): vol.Any(
            {"attribute": {str: [service.validate_attribute_option]}},
            {"supported_features": [service.validate_supported_feature]},
        ),
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

_FORMATTER: Final = Formatter()
_TYPING: Final = {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
# The frontend would show what follows as it is, and fill nothing in.
_QUOTED: Final = re.compile(r"'[{}]")
# Of HTML, and of the texts that Home Assistant keeps in one place for its own.
_NOT_READ: Final = re.compile(r"&#?\w+;|\[%")
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
    children: Iterable[ast.AST] = ast.iter_child_nodes(node)
    if isinstance(node, ast.If) and ast.unparse(node.test) in _TYPING:
        children = node.orelse
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
    yield from (f"{it} is missing" for it in MANIFEST_NEEDS - manifest.keys())
    matched = {key: manifest[key] for key in MATCHERS.keys() & manifest.keys()}
    others = {key: manifest[key] for key in manifest.keys() - matched.keys()}
    yield from _kind_faults("", others, MANIFEST_KINDS)
    yield from _dependency_faults(others)
    for key, entries in matched.items():
        for entry in entries:
            yield from _matcher_faults(key, entry)
    for key, known in CLASSES.items():
        if manifest.get(key, known[0]) not in known:
            yield f"{key}: {manifest[key]} is none that there is"


def _kind_faults(
    where: str, told: dict[str, Any], kinds: dict[str, Any]
) -> Iterator[str]:
    for key, value in told.items():
        if key not in kinds:
            yield f"{where}{key} is unknown"
        elif not _is(value, kinds[key]):
            yield f"{where}{key} is of another kind"


def _is(value: object, kind: Any) -> bool:
    """Return whether a value is what a type hint says."""
    inner = get_args(kind)
    match get_origin(kind), value:
        case None, _:
            # A yes is no number.
            return type(value) is kind
        case origin, _ if origin is Literal:
            return value in inner
        case origin, _ if origin in {Union, UnionType}:
            return any(_is(value, it) for it in inner)
        case origin, list() if origin is list:
            return all(_is(it, inner[0]) for it in value)
        case origin, dict() if origin is dict:
            return all(_is(it, inner[1]) for it in value.values())
    return False


def _dependency_faults(manifest: dict[str, Any]) -> Iterator[str]:
    first = manifest.get("dependencies", [])
    after = manifest.get("after_dependencies", [])
    for name in {*first, *after}:
        if find_spec(f"{COMPONENTS}.{name}") is None:
            yield f"{name} is no integration"
    yield from (f"{it} is named twice" for it in set(first) & set(after))


def _matcher_faults(key: str, entry: Any) -> Iterator[str]:
    """Yield what is wrong in a matcher: most is compared in small letters."""
    match key, entry:
        case "zeroconf", str(kind) | {"type": str(kind)} if kind.endswith(".local."):
            pass
        case "zeroconf", _:
            yield f"zeroconf: {entry} has no type"
    told = entry if isinstance(entry, dict) else {}
    wrong = list(_kind_faults(f"{key}: ", told, MATCHERS[key]))
    yield from wrong
    if wrong:
        return
    if (address := told.get("macaddress", "")) != address.upper():
        yield f"{key}: {address} is not in capital letters"
    lowered = (told.get("name", ""), told.get("hostname", ""))
    for value in (*lowered, *told.get("properties", {}).values()):
        if value != value.lower():
            yield f"{key}: {value} is not in small letters"


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
        yield "a placeholder follows a single quote"
    if any(spec or kind for _, _, spec, kind in _FORMATTER.parse(text)):
        yield "a placeholder is more than a name"
    if _ADDRESS.search(text):
        yield "an address is written out"
    if _NOT_READ.search(text):
        yield "something would be shown as it is"
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
