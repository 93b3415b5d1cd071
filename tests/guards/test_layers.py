"""Imports point downwards only."""

import ast
from graphlib import TopologicalSorter
import sys
from typing import Final

import pytest

from .sources import NAME, PLATFORM_FILES, Source, sources

# From the ground up: what is on one line may import each other and all above it here.
LAYERS: Final[tuple[frozenset[str], ...]] = (
    frozenset({"api"}),
    frozenset({"devices", "pairing"}),
    frozenset({"const"}),
    frozenset(
        {
            "availability",
            "call_store",
            "domain_data",
            "entry_data",
            "errors",
            "identifiers",
            "inventory",
            "issues",
            "live_requests",
            "pairing_manager",
            "questions",
            "redaction",
        }
    ),
    frozenset({"coordinator"}),
    frozenset({"entity"}),
    frozenset({"sensor_descriptions"}),
    PLATFORM_FILES,
    frozenset({"add_device", "sign_in"}),
    frozenset(
        {
            "application_credentials",
            "config_flow",
            "diagnostics",
            "options_flow",
            "repairs",
            "services",
            "system_health",
        }
    ),
    frozenset({"__init__"}),
)
LIBRARY: Final = [
    source
    for source in sources()
    if source.name.partition(".")[0] in {"api", "devices", "pairing"}
]
# The host's network is changed over D-Bus, by the library that Bluetooth brings along;
# as it may be missing, one file alone may need it.
BUS: Final = "pairing.network_manager.bus"
GENERIC: Final = [
    source
    for source in sources()
    if source.name
    in {
        *PLATFORM_FILES,
        "entity",
        "coordinator",
        "sensor_descriptions",
    }
]
IDS: Final = "{0.name}".format


def _layer(name: str) -> int:
    top = name.partition(".")[0]
    ranks = [rank for rank, layer in enumerate(LAYERS) if top in layer]
    assert ranks, f"{top} is in no layer"
    return ranks[0]


def _ours(source: Source) -> set[str]:
    """Return what a file imports of ours, named as `Source.name` is."""
    found = {name for name in source.imports() if f"{name}.".startswith(f"{NAME}.")}
    return {name.removeprefix(NAME).removeprefix(".") or "__init__" for name in found}


@pytest.mark.parametrize("source", sources(), ids=IDS)
def test_imports_point_downwards(source: Source) -> None:
    """A file is in a layer, and imports what is below it or beside it."""
    layer = _layer(source.name)
    assert {name for name in _ours(source) if _layer(name) > layer} == set()


@pytest.mark.parametrize("source", LIBRARY, ids=IDS)
def test_library_knows_no_home_assistant(source: Source) -> None:
    """What could be a library needs the standard library and its wire, no more."""
    allowed = {*sys.stdlib_module_names, "aiohttp", "orjson", "custom_components"}
    if source.name == BUS:
        allowed.add("dbus_fast")
    assert {name.partition(".")[0] for name in source.imports()} <= allowed


def test_no_import_goes_round() -> None:
    """No two files need each other, by whatever detour."""
    TopologicalSorter({it.name: _ours(it) - {it.name} for it in sources()}).prepare()


@pytest.mark.parametrize(
    "source",
    [*sources("tests/simulator"), *sources("tests/fake_network_manager")],
    ids="{0.module}".format,
)
def test_simulator_is_written_from_the_description_alone(source: Source) -> None:
    """What is simulated knows neither our client nor Home Assistant."""
    tops = {name.partition(".")[0] for name in source.imports()}
    assert tops.isdisjoint({"custom_components", "homeassistant"})


@pytest.mark.parametrize("source", GENERIC, ids=IDS)
def test_platforms_know_no_uiid(source: Source) -> None:
    """No platform names a type of device, neither by word nor by number."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
                assert "uiid" not in word
            case ast.Constant(value=str() as text):
                assert "uiid" not in text.lower()


@pytest.mark.parametrize(
    "source", [it for it in GENERIC if it.name != "coordinator"], ids=IDS
)
def test_platforms_hold_no_larger_number(source: Source) -> None:
    """No platform compares with a number that could be a uiid."""
    numbers = {
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, int)
    }
    assert max(numbers, default=0) <= 2
