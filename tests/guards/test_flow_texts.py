"""Every text of the flows exists, none is unused, and all they ask for is given."""

import ast
from typing import Final

import pytest

from custom_components.ewelink.application_credentials import (
    async_get_description_placeholders,
)
from custom_components.ewelink.config_flow import EwelinkConfigFlow
from custom_components.ewelink.const import APP_ID_URL
from custom_components.ewelink.sign_in import base, page, password
from custom_components.ewelink.take_over import offer
from homeassistant.core import HomeAssistant

from .sources import sources
from .texts import CALL_ERRORS, TEXTS, literals, placeholders_of, texts_of

FORMS: Final = {
    "app": page._APP_SCHEMA,
    "password": password._NEW_SCHEMA,
    "password_again": password._CHANGE_SCHEMA,
    "reauth_confirm": password._AGAIN_SCHEMA,
    "take_over": offer.TAKE_OVER_SCHEMA,
}
# What the form of Home Assistant's own step asks for.
PICK: Final = "pick_implementation"
# Forms that only tell something before they go on.
PLAIN_FORMS: Final = {"diy", "oauth_discovery", "sign_in_page", "sign_in_page_again"}
MENUS: Final = {
    "reconfigure": {"app", "oauth", "password_again"},
    "user": {"diy", "oauth", "password"},
}


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
    reasons = {reason for reason, _ in literals("reason", "config_flow", "diy_steps")}
    assert TEXTS["config"]["abort"].keys() == {"already_configured", *reasons}
    ends = {key for key, call in literals("description") if "found" in ast.dump(call)}
    assert TEXTS["config"]["create_entry"].keys() == ends == {"found"}


def test_placeholders_of_the_flow_are_given() -> None:
    """Texts of the flow ask for nothing that is not given."""
    known = {"account", "app_id_url", "code", "seconds"}
    page_only = {"app_id", "redirect_url"}
    for path, text in texts_of(TEXTS["config"]):
        kind, name, *_ = path.split(".")
        given = {"devices"} if kind == "create_entry" else known
        if name.startswith("sign_in_page"):
            given = known | page_only
        if path.startswith("step.app."):
            given = known | {"redirect_url"}
        if path.startswith("step.take_over."):
            given = {"devices", "diy", "entities", "others", "staying"}
        if name in {"diy", "user", "oauth_discovery", PICK}:
            given = set()
        assert placeholders_of(text) <= given, path
    assert APP_ID_URL.startswith("https://")


async def test_placeholders_of_credentials_are_given(hass: HomeAssistant) -> None:
    """The dialog of Home Assistant is told all that its text asks for."""
    given = await async_get_description_placeholders(hass)
    text = TEXTS["application_credentials"]["description"]
    assert placeholders_of(text) == given.keys()
