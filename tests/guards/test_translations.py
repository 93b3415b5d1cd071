"""Every text that is used exists, none is unused, and each reads well."""

import ast
from collections.abc import Iterator
import re
from string import Formatter
from typing import Any, Final

import pytest

from custom_components.ewelink import PLATFORMS, config_flow, options_flow
from custom_components.ewelink.api.errors import EwelinkCommandError, EwelinkError
from custom_components.ewelink.config_flow import APP_ID_URL, EwelinkConfigFlow
from custom_components.ewelink.devices.features import Choice, FeatureError, State
from custom_components.ewelink.devices.features.inching import INCHING_OFF
from custom_components.ewelink.errors import command_error, setup_error, value_error
from homeassistant.const import Platform
from homeassistant.exceptions import HomeAssistantError

from .presented import descriptions, features
from .sources import load, sources

TEXTS: Final = load("translations/en.json")
FORMS: Final = {
    "password": config_flow._PASSWORD_SCHEMA,
    "reauth_confirm": config_flow._REAUTH_SCHEMA,
}
# Proper names and abbreviations that stay in capitals within a sentence.
CAPITALS: Final = {
    "APPID",
    "CPU",
    "Celsius",
    "Fahrenheit",
    "LED",
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
    assert TEXTS.keys() == {"config", "device", "entity", "exceptions", "options"}


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


def test_errors_of_the_flow_have_texts() -> None:
    """Whatever goes wrong while signing in has its text, and no other is there."""
    keys = {config_flow._error_key(err) for err in CALL_ERRORS}
    assert TEXTS["config"]["error"].keys() == {*keys, "unknown"}


def test_steps_have_texts() -> None:
    """Each step that shows something has its texts, and no other is there."""
    steps = {name.removeprefix("async_step_") for name in vars(EwelinkConfigFlow)}
    shown = {"user", *FORMS}
    assert TEXTS["config"]["step"].keys() == shown <= steps


@pytest.mark.parametrize("step", FORMS)
def test_fields_have_texts(step: str) -> None:
    """Each field has a name and an explanation."""
    texts = TEXTS["config"]["step"][step]
    fields = {str(field) for field in FORMS[step].schema}
    assert texts["data"].keys() == texts["data_description"].keys() == fields
    assert texts["title"]


def test_menu_has_texts() -> None:
    """Each item of the menu has a name and an explanation."""
    texts = TEXTS["config"]["step"]["user"]
    assert texts["menu_options"].keys() == {"password"}
    assert texts["menu_option_descriptions"].keys() == {"password"}


def test_ends_of_the_flow_have_texts() -> None:
    """Each end of the flow has its text, and no other is there."""
    reasons = {reason for reason, _ in _literals("reason", "config_flow")}
    assert TEXTS["config"]["abort"].keys() == {"already_configured", *reasons}
    ends = {key for key, call in _literals("description") if "found" in ast.dump(call)}
    assert TEXTS["config"]["create_entry"].keys() == ends == {"found"}


def test_placeholders_of_the_flow_are_given() -> None:
    """Texts of the flow ask for nothing that is not given."""
    given = {"step": {"app_id_url"}, "create_entry": {"devices"}, "error": {"code"}}
    for path, text in _texts(TEXTS["config"]):
        assert _placeholders(text) <= given.get(path.partition(".")[0], set()), path
    assert APP_ID_URL.startswith("https://")


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


def test_channels_have_a_name() -> None:
    """A channel without a name of its own is called by its number."""
    keys = {
        node.value
        for source in sources()
        if source.name == "registry"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
    }
    assert TEXTS["device"].keys() == {"channel"} <= keys
    assert _placeholders(TEXTS["device"]["channel"]["name"]) == {"number"} <= keys


@pytest.mark.parametrize("platform", PLATFORMS)
def test_entities_have_names(platform: Platform) -> None:
    """Each translation key has its name, and no other is there."""
    keys = {it.translation_key for it in descriptions(platform).values()} - {None}
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
    texts = {
        key: set(entity["state"])
        for key, entity in TEXTS["entity"][platform].items()
        if "state" in entity
    }
    assert texts == used


@pytest.mark.parametrize(("path", "text"), list(_texts()))
def test_text_reads_well(path: str, text: str) -> None:
    """A text is in sentence case, ends as its kind does and names no address."""
    assert "://" not in text
    assert text == text.strip()
    assert "  " not in text
    assert text[0].isupper() or text.startswith(("{", "eWeLink")), text
    is_name = path.rpartition(".")[2] in {"name", "title"} or ".state." in path
    is_name |= ".data." in path or "menu_option" in path
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
