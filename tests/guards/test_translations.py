"""Every text that is used exists, none is unused, and each reads well."""

import ast
from collections.abc import Iterator
import re
from string import Formatter
from typing import Any, Final

import pytest

from custom_components.ewelink import PLATFORMS, options_flow
from custom_components.ewelink.api.errors import EwelinkCommandError, EwelinkError
from custom_components.ewelink.application_credentials import (
    async_get_description_placeholders,
)
from custom_components.ewelink.config_flow import EwelinkConfigFlow
from custom_components.ewelink.connection import ConnectionState
from custom_components.ewelink.const import APP_ID_URL
from custom_components.ewelink.devices.features import (
    Choice,
    Connection,
    FeatureError,
    State,
)
from custom_components.ewelink.devices.features.inching import INCHING_OFF
from custom_components.ewelink.errors import command_error, setup_error, value_error
from custom_components.ewelink.issues import _SEVERITIES
from custom_components.ewelink.sign_in import base, page, password
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import load_yaml_dict

from .presented import descriptions, features, of_account
from .sources import PACKAGE, load, sources

TEXTS: Final = load("translations/en.json")
FORMS: Final = {
    "app": page._APP_SCHEMA,
    "password": password._NEW_SCHEMA,
    "password_again": password._CHANGE_SCHEMA,
    "reauth_confirm": password._AGAIN_SCHEMA,
}
# What the form of Home Assistant's own step asks for.
PICK: Final = "pick_implementation"
# Forms that only tell something before they go on.
PLAIN_FORMS: Final = {"oauth_discovery", "sign_in_page", "sign_in_page_again"}
MENUS: Final = {
    "reconfigure": {"app", "oauth", "password_again"},
    "user": {"oauth", "password"},
}
# Proper names and abbreviations that stay in capitals within a sentence.
CAPITALS: Final = {
    "APPID",
    "APPIDs",
    "Assistant",
    "CPU",
    "Celsius",
    "CoolKit",
    "Fahrenheit",
    "Home",
    "ID",
    "LED",
    "SONOFF",
    "URL",
    "Zigbee",
}


def _kinds(base: type[EwelinkError]) -> Iterator[type[EwelinkError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)


def _error(kind: type[EwelinkError]) -> EwelinkError:
    err = kind.__new__(kind)
    err.code = 400
    return err


ERRORS: Final = [_error(kind) for kind in _kinds(EwelinkError)]
CALL_ERRORS: Final = [it for it in ERRORS if not isinstance(it, EwelinkCommandError)]
REASONS: Final = [FeatureError(INCHING_OFF)]


def _texts(node: Any = TEXTS, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path, node
        return
    for key, value in node.items():
        yield from _texts(value, f"{path}.{key}".lstrip("."))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _literals(keyword: str, *files: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield each literal of a keyword argument, with its call, in all or some files."""
    for source in [it for it in sources() if not files or it.name in files]:
        for node in ast.walk(source.tree):
            match node:
                case ast.Call(keywords=keywords):
                    for it in keywords:
                        if it.arg == keyword and isinstance(it.value, ast.Constant):
                            yield str(it.value.value), node


def _raised() -> list[tuple[str, set[str]]]:
    """Return the keys of exceptions raised where they are written out."""
    return [
        (key, _given(call))
        for key, call in _literals("translation_key")
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
    ]


def test_sections_are_the_known_ones() -> None:
    """No section is there that nothing reads."""
    assert TEXTS.keys() == {
        "application_credentials",
        "config",
        "device",
        "entity",
        "exceptions",
        "issues",
        "options",
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
    assert raised == {"FeatureError(INCHING_OFF)"}


def test_exceptions_have_texts() -> None:
    """Each exception that a user can see has its text, and no other is there."""
    assert TEXTS["exceptions"].keys() == {key for key, _ in _exceptions()}


@pytest.mark.parametrize(("key", "given"), _exceptions())
def test_exceptions_fill_their_texts(key: str, given: set[str]) -> None:
    """Whatever a text asks for is given wherever it is raised."""
    assert _placeholders(TEXTS["exceptions"][key]["message"]) <= given


def _told_by_the_flow() -> set[str]:
    """Return the errors that a step itself sets or hands to a form."""
    return {
        str(node.value.value)
        for source in sources("custom_components/ewelink/sign_in")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "self._error"
        and isinstance(node.value, ast.Constant)
        and node.value.value
    } | {
        str(node.args[0].value)
        for source in sources("custom_components/ewelink/sign_in")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "self.show_page_form"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_errors_of_the_flow_have_texts() -> None:
    """Whatever goes wrong while signing in has its text, and no other is there."""
    keys = {base._error_key(err) for err in CALL_ERRORS} | _told_by_the_flow()
    assert TEXTS["config"]["error"].keys() == keys


def test_steps_have_texts() -> None:
    """Each step that shows something has its texts, and no other is there."""
    steps = {
        name.removeprefix("async_step_")
        for kind in EwelinkConfigFlow.__mro__
        for name in vars(kind)
    }
    shown = {*FORMS, *PLAIN_FORMS, *MENUS, PICK}
    assert TEXTS["config"]["step"].keys() == shown <= steps


@pytest.mark.parametrize("step", [*FORMS, PICK])
def test_fields_have_texts(step: str) -> None:
    """Each field has a name and an explanation."""
    texts = TEXTS["config"]["step"][step]
    schema = FORMS[step].schema if step in FORMS else ("implementation",)
    fields = {str(field) for field in schema}
    assert texts["data"].keys() == texts["data_description"].keys() == fields
    assert texts["title"]


@pytest.mark.parametrize("step", sorted(PLAIN_FORMS))
def test_plain_forms_have_texts(step: str) -> None:
    """A form without fields tells what it is about."""
    assert TEXTS["config"]["step"][step].keys() == {"title", "description"}


@pytest.mark.parametrize("menu", MENUS)
def test_menus_have_texts(menu: str) -> None:
    """Each item of a menu has a name and an explanation, and is a step."""
    texts = TEXTS["config"]["step"][menu]
    assert texts["menu_options"].keys() == MENUS[menu]
    assert texts["menu_option_descriptions"].keys() == MENUS[menu]
    assert all(hasattr(EwelinkConfigFlow, f"async_step_{it}") for it in MENUS[menu])


def test_ends_of_the_flow_have_texts() -> None:
    """Each end of the flow has its text, and no other is there."""
    reasons = {reason for reason, _ in _literals("reason", "config_flow")}
    assert TEXTS["config"]["abort"].keys() == {"already_configured", *reasons}
    ends = {key for key, call in _literals("description") if "found" in ast.dump(call)}
    assert TEXTS["config"]["create_entry"].keys() == ends == {"found"}


def test_placeholders_of_the_flow_are_given() -> None:
    """Texts of the flow ask for nothing that is not given."""
    known = {"account", "app_id_url", "code", "seconds"}
    page_only = {"app_id", "redirect_url"}
    for path, text in _texts(TEXTS["config"]):
        kind, name, *_ = path.split(".")
        given = {"devices"} if kind == "create_entry" else known
        if name.startswith("sign_in_page"):
            given = known | page_only
        if name in {"user", "oauth_discovery", PICK}:
            given = set()
        assert _placeholders(text) <= given, path
    assert APP_ID_URL.startswith("https://")


async def test_placeholders_of_credentials_are_given(hass: HomeAssistant) -> None:
    """The dialog of Home Assistant is told all that its text asks for."""
    given = await async_get_description_placeholders(hass)
    text = TEXTS["application_credentials"]["description"]
    assert _placeholders(text) == given.keys()


def test_issues_have_texts() -> None:
    """Each issue has its texts, and no other is there."""
    assert TEXTS["issues"].keys() == _SEVERITIES.keys()
    given = {"account", "app_id_url", "received", "total"}
    for key, texts in TEXTS["issues"].items():
        assert texts.keys() == {"title", "description"}
        counted = {"received", "total"} if key.endswith("_devices") else set()
        asked = _placeholders(texts["title"] + texts["description"])
        assert asked <= given
        assert asked & {"received", "total"} == counted


def test_options_have_texts() -> None:
    """Each step, field and end of the options has its text, and no other is there."""
    texts = TEXTS["options"]
    shown = {step for step, _ in _literals("step_id", "options_flow")}
    assert texts["step"].keys() == shown == {"homes"}
    step, fields = texts["step"]["homes"], {options_flow.CONF_HOMES}
    assert step["data"].keys() == step["data_description"].keys() == fields
    assert texts["error"].keys() == {"no_home"}
    reasons = {reason for reason, _ in _literals("reason", "options_flow")}
    assert texts["abort"].keys() == reasons
    assert not any(_placeholders(text) for _, text in _texts(texts))


def test_devices_have_names() -> None:
    """The account has a name, and a channel without one is called by its number."""
    keys = {
        node.value
        for source in sources()
        if source.name == "registry"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
    }
    assert TEXTS["device"].keys() == {"account", "channel"} <= keys
    assert _placeholders(TEXTS["device"]["channel"]["name"]) == {"number"} <= keys


@pytest.mark.parametrize("platform", PLATFORMS)
def test_entities_have_names(platform: Platform) -> None:
    """Each translation key has its name, and no other is there."""
    shown = (*descriptions(platform).values(), *of_account(platform).values())
    keys = {it.translation_key for it in shown} - {None}
    assert TEXTS["entity"][platform].keys() == keys


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
        for key, entity in TEXTS["entity"][platform].items()
        if "state" in entity
    }
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


@pytest.mark.parametrize(("path", "text"), list(_texts()))
def test_text_reads_well(path: str, text: str) -> None:
    """A text is in sentence case, ends as its kind does and names no address."""
    assert "://" not in text
    assert text == text.strip()
    assert "  " not in text
    assert text[0].isupper() or text.startswith(("{", "eWeLink")), text
    is_name = path.rpartition(".")[2] in {"name", "title"} or ".state." in path
    is_name |= ".data." in path or "menu_option" in path
    is_name |= path.startswith("system_health.")
    assert text.endswith((".", "?")) != is_name, text
    for sentence in re.split(r"[.?:] ", text):
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
