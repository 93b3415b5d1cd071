"""Imports point downwards only."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
import re
import sys
from typing import Final

from tests.each import each

from .sources import NAME, PLATFORM_FILES, Source, sources

# From the ground up: what is on one line may import each other and all above it here.
# A folder stands for all in it that is not named by itself.
LAYERS: Final[tuple[frozenset[str], ...]] = (
    frozenset({"api", "api.errors", "api.param_names", "api.wire"}),
    frozenset(
        {
            "api.bugs",
            "api.health",
            "api.merge",
            "api.messages",
            "api.models",
            "api.ways",
        },
    ),
    frozenset({"api.http"}),
    frozenset({"api.auth"}),
    frozenset({"api.client"}),
    frozenset(
        {
            "api.command_queue",
            "api.device_tags",
            "api.firmware",
            "api.group_commands",
            "api.queries",
            "api.registration",
        }
    ),
    frozenset({"api.lan", "api.websocket"}),
    frozenset(
        {
            "api.cloud_link",
            "api.identify",
            "api.known",
            "api.lan_link",
            "api.link",
            "api.link_commands",
            "api.local_first_link",
            "api.seal",
        }
    ),
    frozenset({"devices", "pairing"}),
    frozenset({"const"}),
    frozenset(
        {
            "aliases",
            "availability",
            "identifiers",
            "local_control",
            "local_network",
            "platforms",
            "private_store",
            "sonoff_ids",
        }
    ),
    frozenset({"replacement"}),
    frozenset(
        {
            "call_store",
            "device_commands",
            "energy_history.budget",
            "errors",
            "live_requests",
            "reauth",
            "redaction",
            "token_store",
        }
    ),
    frozenset({"inventory"}),
    frozenset(
        {
            "account_tokens",
            "entity_budget",
            "entity_ranks",
            "issues",
            "live_readings",
            "local_keys",
            "pairing_manager",
        }
    ),
    frozenset({"domain_data"}),
    frozenset({"entry_data", "known_devices"}),
    frozenset(
        {
            "account_standing",
            "firmware_upgrade",
            "local_meters",
            "offline_start",
            "timer_memory",
        }
    ),
    frozenset({"firmware", "take_over"}),
    frozenset({"coordinator"}),
    frozenset(
        {
            "action_targets",
            "energy_history",
            "history_actions",
            "sonofflan_beside",
        }
    ),
    frozenset(
        {
            "entity",
            "local_changes",
            "radio_learning",
            "radio_names",
            "sensor_entity",
            "timer_changes",
        }
    ),
    frozenset(
        {
            "feature_entities",
            "group_entity",
            "summer_time",
            "timer_actions",
            "timers_sensor",
        }
    ),
    frozenset(
        {
            "climate_entity",
            "energy_sensors",
            "restored_stamps",
            "sensor_descriptions",
        }
    ),
    PLATFORM_FILES,
    frozenset({"options_steps"}),
    frozenset(
        {
            "add_device",
            "diy_steps",
            "local_options",
            "options_take_over",
            "radio_options",
            "sign_in",
        }
    ),
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
RANKS: Final = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
LIBRARY: Final = [
    source
    for source in sources()
    if source.name.partition(".")[0] in {"api", "devices", "pairing"}
]
# The host's network is changed over D-Bus, by the library that Bluetooth brings along;
# as it may be missing, one file alone may need it.
BUS: Final = "pairing.network_manager.bus"
# Home Assistant brings it along; one file opens what devices seal, one what we do.
CIPHERS: Final = {"api.lan.crypto", "api.seal"}
GENERIC: Final = [
    source
    for source in sources()
    if source.name
    in {
        *PLATFORM_FILES,
        "climate_entity",
        "energy_sensors",
        "entity",
        "feature_entities",
        "group_entity",
        "coordinator",
        "sensor_descriptions",
        "sensor_entity",
    }
]


def _layer(name: str) -> int:
    while name not in RANKS:
        assert "." in name, f"{name} is in no layer"
        name = name.rpartition(".")[0]
    return RANKS[name]


def _ours(source: Source) -> set[str]:
    """Return what a file imports of ours, named as `Source.name` is."""
    found = {name for name in source.imports() if f"{name}.".startswith(f"{NAME}.")}
    return {name.removeprefix(NAME).removeprefix(".") or "__init__" for name in found}


@each(sources())
def test_imports_point_downwards(source: Source) -> None:
    """A file is in a layer, and imports what is below it or beside it."""
    layer = _layer(source.name)
    assert {name for name in _ours(source) if _layer(name) > layer} == set()


@each(LIBRARY)
def test_library_knows_no_home_assistant(source: Source) -> None:
    """What could be a library needs the standard library and its wire, no more."""
    allowed = {*sys.stdlib_module_names, "aiohttp", "orjson", "custom_components"}
    if source.name == BUS:
        allowed.add("dbus_fast")
    if source.name in CIPHERS:
        allowed.add("cryptography")
    assert {name.partition(".")[0] for name in source.imports()} <= allowed


@each(sources())
def test_halves_of_the_wire_are_apart(source: Source) -> None:
    """Neither the socket nor the local network knows the other."""
    for one, other in (("api.lan", "api.websocket"), ("api.websocket", "api.lan")):
        if f"{source.name}.".startswith(f"{one}."):
            assert not {it for it in _ours(source) if f"{it}.".startswith(f"{other}.")}


def test_no_import_goes_round() -> None:
    """No two files need each other, by whatever detour."""
    TopologicalSorter({it.name: _ours(it) - {it.name} for it in sources()}).prepare()


@each([*sources("tests/simulator"), *sources("tests/fake_network_manager")])
def test_simulator_is_written_from_the_description_alone(source: Source) -> None:
    """What is simulated knows neither our client nor Home Assistant."""
    tops = {name.partition(".")[0] for name in source.imports()}
    assert tops.isdisjoint({"custom_components", "homeassistant"})


ABOVE_THE_WIRE: Final = [
    source
    for source in sources()
    if source.name.partition(".")[0] not in {"api", "pairing", "__init__"}
]
# The two halves of the wire, and what orders what is sent on them.
WIRE: Final = ("api.command_queue", "api.lan", "api.queries", "api.websocket")
WIRE_WORDS: Final = re.compile(r"socket|queue|sequence|self_?apikey", re.IGNORECASE)
# What others call so: a kind of list, and the work that is left for the recorder.
OTHER_WORDS: Final = {"Sequence", "queue_task"}
# Whose device it is may be compared there; an account's own key is its entry's id.
# Home Assistant's zeroconf is heard for the local network by one file.
MAY_HEAR: Final = {"local_network"}
# Figures of meters are asked for there, and never by the link.
MAY_ASK: Final = {"local_meters"}
MAY_NAME_OWNERS: Final = {"inventory.ownership", "sign_in.new_account"}


@each(ABOVE_THE_WIRE)
def test_devices_are_reached_by_the_link_alone(source: Source) -> None:
    """Nothing above the link imports or names what carries a command."""
    for name in _ours(source):
        may_hear = source.name in MAY_HEAR | MAY_ASK
        is_allowed = may_hear and name.startswith("api.lan.")
        is_wire = f"{name}.".startswith(tuple(f"{it}." for it in WIRE))
        assert is_allowed or not is_wire, name
    for word in _words(source):
        assert word in OTHER_WORDS or WIRE_WORDS.search(word) is None, word


@each(ABOVE_THE_WIRE)
def test_no_key_of_an_owner_is_handed_on(source: Source) -> None:
    """A command is addressed by its device; whose that is, the link knows."""
    if source.name not in MAY_NAME_OWNERS:
        read = {
            it.attr for it in ast.walk(source.tree) if isinstance(it, ast.Attribute)
        }
        assert "apikey" not in read


def _words(source: Source) -> Iterator[str]:
    """Yield whatever is named by code, not by texts."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
                yield word
            case ast.FunctionDef(name=word) | ast.AsyncFunctionDef(name=word):
                yield word
            case ast.alias(name=word) | ast.ClassDef(name=word):
                yield word


@each(GENERIC)
def test_platforms_know_no_uiid(source: Source) -> None:
    """No platform names a type of device, neither by word nor by number."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
                assert "uiid" not in word
            case ast.Constant(value=str() as text):
                assert "uiid" not in text.lower()


@each(it for it in GENERIC if it.name != "coordinator")
def test_platforms_hold_no_larger_number(source: Source) -> None:
    """No platform compares with a number that could be a uiid."""
    numbers = {
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, int)
    }
    assert max(numbers, default=0) <= 2
