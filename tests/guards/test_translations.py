"""Every text that is used exists, none is unused, and each reads well."""

import ast
import re
from typing import Any, Final

import pytest

from custom_components.ewelink import timer_actions, timer_changes
from custom_components.ewelink.availability import ConnectionState
from custom_components.ewelink.devices.features import (
    Choice,
    Connection,
    FeatureError,
    State,
)
from custom_components.ewelink.devices.features.controls import NOT_A_NUMBER
from custom_components.ewelink.devices.features.humidifier import MODE_UNKNOWN
from custom_components.ewelink.devices.features.inching import INCHING_OFF
from custom_components.ewelink.devices.features.light import EFFECT_UNKNOWN
from custom_components.ewelink.devices.features.range_thermostat import (
    RANGE_CROSSED,
    RANGE_UNKNOWN,
)
from custom_components.ewelink.devices.features.siren import DURATION_NOT_TAKEN
from custom_components.ewelink.devices.features.thermostat import NO_TARGET
from custom_components.ewelink.devices.timer_acts import CHANNEL_NEEDED, NOT_SWITCHED
from custom_components.ewelink.devices.timers import TIMER_KIND_UNKNOWN, TIMER_UNKNOWN
from custom_components.ewelink.errors import command_error, setup_error, value_error
from custom_components.ewelink.firmware_upgrade import NoUpgrade, firmware_error
from custom_components.ewelink.issues import (
    _SEVERITIES,
    FIXABLE,
    MANY_ENTITIES,
    SONOFFLAN_FOUND,
    WRONG_LOCAL_KEY,
)
from custom_components.ewelink.platforms import PLATFORMS
from homeassistant.const import Platform
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import load_yaml_dict
from tests.each import each

from ..devices.common import device
from .presented import descriptions, features, further, offered
from .sources import PACKAGE, sources
from .texts import CALL_ERRORS, ERRORS, TEXTS, literals, placeholders_of, texts_of

# Proper names and abbreviations that stay in capitals within a sentence.
CAPITALS: Final = {
    "APPID",
    "APPIDs",
    "Assistant",
    "BSSID",
    "Bluetooth",
    "CPU",
    "Celsius",
    "CoolKit",
    "DIY",
    "ESP",
    "Fahrenheit",
    "Fi",
    "GHz",
    "Home",
    "ID",
    "IP",
    "IPv4",
    "ITEAD",
    "LED",
    "Linux",
    "Matter",
    "PowerShell",
    "Reconfigure",
    "SONOFF",
    "SonoffLAN",
    "TOUCH",
    "Touch",
    "URL",
    "UTC",
    "WPA3",
    "Wi",
    "Windows",
    "Zigbee",
}


REASONS: Final = [
    FeatureError(DURATION_NOT_TAKEN),
    FeatureError(EFFECT_UNKNOWN),
    FeatureError(INCHING_OFF),
    FeatureError(MODE_UNKNOWN),
    FeatureError(NOT_A_NUMBER),
    FeatureError(NO_TARGET),
    FeatureError(RANGE_CROSSED),
    FeatureError(RANGE_UNKNOWN),
    FeatureError(CHANNEL_NEEDED),
    FeatureError(NOT_SWITCHED),
    FeatureError(TIMER_KIND_UNKNOWN),
    FeatureError(TIMER_UNKNOWN),
    # They are about timers as well, and are told likewise.
    FeatureError(timer_changes.NOT_PERMITTED),
    FeatureError(timer_changes.NOT_TOLD),
    FeatureError(timer_actions.TIMERS_NEED_ACCOUNT),
    FeatureError(timer_actions.TIMER_ID_MISSING),
    FeatureError(timer_actions.TIMER_IN_PAST),
    FeatureError(timer_actions.TIMER_ONE_TIME),
    FeatureError(timer_actions.TIMER_TURN_MISSING),
    FeatureError(timer_actions.TIMER_WEEKDAYS_MISSING),
    FeatureError(timer_actions.TIMER_WHOLE_MINUTES),
]


def _raised() -> list[tuple[str, set[str]]]:
    """Return the keys of exceptions raised where they are written out."""
    return [
        (key, _given(call))
        for key, call in literals("translation_key")
        if any(it.arg == "translation_domain" for it in call.keywords)
    ]


def _given(call: ast.Call) -> set[str]:
    """Return the placeholders that a call fills in."""
    return {
        str(key.value)
        for it in call.keywords
        if it.arg == "translation_placeholders" and isinstance(it.value, ast.Dict)
        for key in it.value.keys
        if isinstance(key, ast.Constant)
    }


def _key_and_given(err: HomeAssistantError) -> tuple[str, set[str]]:
    return err.translation_key or "", set(err.translation_placeholders or ())


def _exceptions() -> list[tuple[str, set[str]]]:
    return [
        *_raised(),
        *(_key_and_given(setup_error(err)) for err in CALL_ERRORS),
        *(_key_and_given(command_error(err, "Lamp")) for err in ERRORS),
        *(_key_and_given(value_error(err, "Lamp")) for err in REASONS),
        *(_key_and_given(firmware_error(it, device(1))) for it in NoUpgrade),
    ]


def test_sections_are_the_known_ones() -> None:
    """No section is there that nothing reads."""
    assert TEXTS.keys() == {
        "application_credentials",
        "common",
        "config",
        "device",
        "entity",
        "exceptions",
        "issues",
        "options",
        "selector",
        "services",
        "system_health",
    }


def test_every_reason_of_a_feature_is_covered() -> None:
    """The reasons of this test are all that features give."""
    raised = {
        ast.unparse(node)
        for source in sources("custom_components/ewelink/devices")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "FeatureError"
    }
    assert raised == {
        f"FeatureError({it})"
        for it in (
            "DURATION_NOT_TAKEN",
            "EFFECT_UNKNOWN",
            "INCHING_OFF",
            "MODE_UNKNOWN",
            "NOT_A_NUMBER",
            "NO_TARGET",
            "RANGE_CROSSED",
            "RANGE_UNKNOWN",
            "CHANNEL_NEEDED",
            "NOT_SWITCHED",
            "TIMER_KIND_UNKNOWN",
            "TIMER_UNKNOWN",
        )
    }


def test_exceptions_have_texts() -> None:
    """Each exception that a user can see has its text, and no other is there."""
    assert TEXTS["exceptions"].keys() == {key for key, _ in _exceptions()}


@each(_exceptions())
def test_exceptions_fill_their_texts(key: str, given: set[str]) -> None:
    """Whatever a text asks for is given wherever it is raised."""
    assert placeholders_of(TEXTS["exceptions"][key]["message"]) <= given


def test_issues_have_texts() -> None:
    """Each issue has its texts, and no other is there."""
    assert TEXTS["issues"].keys() == _SEVERITIES.keys()
    given = {"account", "app_id_url", "device", "received", "total"}
    of_all = {"disabled", "limit"}
    for key, texts in TEXTS["issues"].items():
        if key in FIXABLE:
            continue
        assert texts.keys() == {"title", "description"}
        counted = {"received", "total"} if key.endswith("_devices") else set()
        asked = placeholders_of(texts["title"] + texts["description"])
        assert asked <= (of_all if key == MANY_ENTITIES else given)
        assert asked & {"received", "total"} == counted
        assert ("device" in asked) == (key == "live_readings_silent")


def test_repairs_have_texts() -> None:
    """What can be repaired tells so in a dialog, and how that ends."""
    ends = set()
    told = {
        SONOFFLAN_FOUND: {"devices", "diy", "entities", "others", "staying"},
        WRONG_LOCAL_KEY: {"devices"},
    }
    assert told.keys() == FIXABLE
    for key, given in told.items():
        texts = TEXTS["issues"][key]
        assert texts.keys() == {"title", "fix_flow"}
        assert placeholders_of(texts["title"]) == {"account"}
        flow = texts["fix_flow"]
        assert flow["step"].keys() == {"confirm"}
        assert placeholders_of(flow["step"]["confirm"]["description"]) == given
        ends |= flow["abort"].keys()
    assert ends == {reason for reason, _ in literals("reason", "repairs")}


def test_devices_have_names() -> None:
    """The account has a name; a channel or remote without one has its number."""
    keys = {
        node.value
        for source in sources()
        if source.name == "inventory.device_registry"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
    }
    assert TEXTS["device"].keys() == {"account", "channel", "remote"} <= keys
    for child in ("channel", "remote"):
        assert placeholders_of(TEXTS["device"][child]["name"]) == {"number"} <= keys


@pytest.mark.parametrize("platform", PLATFORMS)
def test_entities_have_names(platform: Platform) -> None:
    """Each translation key has its name, and no other is there."""
    shown = (*descriptions(platform).values(), *further(platform).values())
    keys = {it.translation_key for it in shown} - {None}
    assert TEXTS["entity"].get(platform, {}).keys() == keys


@pytest.mark.parametrize("platform", PLATFORMS)
def test_states_have_names(platform: Platform) -> None:
    """Each option or state of any type of device has its text, and no other."""
    used: dict[str, set[str]] = {}
    for feature in features(platform):
        match feature:
            case Choice(key=key, options=options):
                used.setdefault(key, set()).update(options)
            case State(key=key, states=states):
                used.setdefault(key, set()).update(states.values())
            case Connection(key=key):
                used[key] = set(ConnectionState)
    texts = {
        key: set(entity["state"])
        for key, entity in TEXTS["entity"].get(platform, {}).items()
        if "state" in entity
    }
    assert texts == used


@pytest.mark.parametrize("platform", PLATFORMS)
def test_choices_of_attributes_have_names(platform: Platform) -> None:
    """Each effect and the like of any type of device has its text, and no other."""
    used: dict[str, dict[str, set[str]]] = {}
    for feature in features(platform):
        key = descriptions(platform)[feature.key].translation_key or ""
        for attribute, values in offered(feature).items():
            named = used.setdefault(key, {}).setdefault(attribute, set())
            named.update(values)
    texts: dict[str, dict[str, set[str]]] = {}
    for key, entity in TEXTS["entity"].get(platform, {}).items():
        for attribute, named in entity.get("state_attributes", {}).items():
            if "state" in named:
                texts.setdefault(key, {})[attribute] = set(named["state"])
    assert texts == used


def test_actions_have_texts() -> None:
    """Each action and each of its fields is named and explained."""
    actions = load_yaml_dict(PACKAGE / "services.yaml")
    assert TEXTS["services"].keys() == actions.keys()
    for key, action in actions.items():
        texts = TEXTS["services"][key]
        assert texts.keys() == {"name", "description", "fields"}
        assert texts["fields"].keys() == action["fields"].keys()
        for field in texts["fields"].values():
            assert field.keys() == {"name", "description"}


def test_options_of_actions_have_texts() -> None:
    """Each option of an action's field has its text, and no other is there."""
    selects = [
        field["selector"]["select"]
        for action in load_yaml_dict(PACKAGE / "services.yaml").values()
        for field in action["fields"].values()
        if "select" in field["selector"]
    ]
    used = {it["translation_key"]: set(it["options"]) for it in selects}
    texts = {key: set(it["options"]) for key, it in TEXTS["selector"].items()}
    for chosen_in_a_dialog in ("after_failure", "local_way", "radio_sensor"):
        assert texts.pop(chosen_in_a_dialog)
    assert texts == used


@each(texts_of())
def test_text_reads_well(path: str, text: str) -> None:
    """A text is in sentence case, ends as its kind does and names no address."""
    assert "://" not in text
    assert text == text.strip()
    assert "  " not in text
    if path.endswith(".unit_of_measurement"):
        # It follows a number.
        assert text.islower()
        return
    assert text[0].isupper() or text.startswith(("{", "eWeLink")), text
    is_name = path.rpartition(".")[2] in {"name", "title"} or ".state." in path
    is_name |= ".data." in path or "menu_option" in path or ".options." in path
    is_name |= path.startswith(("system_health.", "common.command_ask_"))
    is_name &= ".data_description." not in path
    assert text.endswith((".", "?")) != is_name, text
    for sentence in re.split(r"[.?:]\W+", text):
        for word in re.findall(r"\b[A-Z]\w*", sentence)[1:]:
            assert word in CAPITALS, text


def test_keys_are_sorted() -> None:
    """Texts are found where one looks for them."""

    def _check(node: Any) -> None:
        if isinstance(node, dict):
            assert list(node) == sorted(node)
            for child in node.values():
                _check(child)

    _check(TEXTS)
