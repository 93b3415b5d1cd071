"""Every text of the options and their wizard exists, and none is unused."""

import ast
from typing import Final, get_args

import pytest

from custom_components.ewelink import options_steps
from custom_components.ewelink.add_device import base, pair
from custom_components.ewelink.api.ways import Way
from custom_components.ewelink.devices.radio_settings import SENSOR_CLASSES
from custom_components.ewelink.local_options.ways import AS_ACCOUNT
from custom_components.ewelink.options_flow import EwelinkOptionsFlow
from custom_components.ewelink.pairing.errors import Reason
from custom_components.ewelink.pairing.stages import Stage
from custom_components.ewelink.pairing.wifi import WifiFault
from custom_components.ewelink.pairing_manager import Method

from .sources import Source, sources
from .texts import TEXTS, literals, placeholders_of, texts_of

OPTIONS: Final = TEXTS["options"]
FILES: Final[tuple[Source, ...]] = tuple(
    it
    for it in sources()
    if it.name.startswith(
        ("add_device.", "local_options.", "options_", "radio_options.")
    )
)
NAMES: Final = [it.name for it in FILES]
FIELDS: Final = {
    "alarm_time": {"alarm", "seconds"},
    "failed": {"next"},
    "give_back": {"give_back"},
    "guided_posix": {"command", "line"},
    "guided_powershell": {"command", "line"},
    "homes": {"homes"},
    "joined": {"address"},
    "keep_offline": {"keep_offline"},
    "local_account": {"way"},
    "local_address": {"device"},
    "local_device": {"device"},
    "local_device_way": {"way"},
    "local_find": {"address"},
    "local_forget": {"device"},
    "local_host": {"address"},
    "name": {"name", "room"},
    "not_online": {"next"},
    "part_pair": {"pair"},
    "pick": {"hotspot"},
    "radio_sensors": {"bridge"},
    "sensor_pair": {"class", "off", "on"},
    "take_over": {"take_over"},
    "teach_name": {"key", "new_remote", "remote"},
    "teach_remote": {"bridge"},
    "touch": {"bssid"},
    "uplink": {"confirm"},
    "wifi": {"name", "password", "room", "ssid"},
}
MENUS: Final = {
    "guided": {"guided_posix", "guided_powershell"},
    "init": {
        "add_device",
        "give_back",
        "homes",
        "local_control",
        "radio_sensors",
        "take_over",
        "teach_remote",
    },
    "local_control": {
        "keep_offline",
        "local_account",
        "local_address",
        "local_device",
        "local_forget",
    },
    "local_diy": {
        "give_back",
        "local_address",
        "local_find",
        "local_forget",
        "take_over",
    },
    "not_caught": {"teach_again", "teach_stop"},
    "radio_bridge": {"alarm_time", "part_pair", "sensor_pair"},
    "taught": {"teach_again", "teach_done"},
    "taught_here": {"teach_again", "teach_done"},
    "way": {f"by_{it}" for it in Method},
}
PROGRESS: Final = {"find", "pair", "search", "teach_press"}
PLAIN_FORMS: Final = {"mode", "unclear"}
SELF_TOLD: Final = {
    "busy",
    "code_gone",
    "key_exists",
    "no_address",
    "no_home",
    "no_name",
    "not_bssid",
    "not_confirmed",
    "not_diy",
    "not_local",
    "not_reached",
    "not_sent",
    "of_account",
    "other_key",
    "same_code",
}
# Where something was asked for who it is, and only then.
NAMING_ADDRESS: Final = {
    "error.no_answer",
    "error.not_ewelink",
    "error.not_in_pairing_mode",
}
PLACEHOLDERS: Final = {
    "abort.cannot_add": {"app_id_url"},
    "abort.device_added": {"name", "link"},
    "abort.device_added_not_online": {"name", "link"},
    "abort.teaching_refused": {"code"},
    "step.local_device_way": {"device"},
    "step.local_host": {"device"},
    "step.pick": {"interface"},
    "step.radio_bridge": {"bridge"},
    "step.take_over": {"devices", "diy", "entities", "others", "staying"},
    "step.taught": {"key", "remote"},
    "step.taught_here": {"key", "remote"},
    "step.uplink": {"interface"},
    "step.way": {"spare", "uplink"},
    "step.wifi": {"hotspot"},
}


def test_steps_have_texts() -> None:
    """Each step that shows something has its texts, and no other is there."""
    shown = {*FIELDS, *MENUS, *PROGRESS, *PLAIN_FORMS}
    assert OPTIONS["step"].keys() == shown
    assert all(hasattr(EwelinkOptionsFlow, f"async_step_{it}") for it in shown)
    written = {step for step, _ in literals("step_id", *NAMES)}
    assert written <= shown
    branched = {"failed", "not_online"}
    assert shown - written == {"guided_posix", "guided_powershell"} | branched


def test_steps_gone_to_are_there() -> None:
    """Each step that another goes to exists, and each method has its first one."""
    steps = get_args(options_steps.Step.__value__)
    assert all(hasattr(EwelinkOptionsFlow, f"async_step_{it}") for it in steps)
    assert base.FIRST_STEPS.keys() == set(Method)


@pytest.mark.parametrize("step", FIELDS)
def test_fields_have_texts(step: str) -> None:
    """Each field has a name and an explanation."""
    texts = OPTIONS["step"][step]
    assert texts["data"].keys() == texts["data_description"].keys() == FIELDS[step]
    assert texts["title"]


def test_fields_are_those_of_the_code() -> None:
    """The fields that this test knows are all there are."""
    known = set().union(*FIELDS.values())
    written = {
        node.value.value
        for source in FILES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AnnAssign)
        and ast.unparse(node.target).startswith("CONF_")
        and isinstance(node.value, ast.Constant)
    }
    assert written | {"name", "password", "take_over"} == known


@pytest.mark.parametrize("menu", MENUS)
def test_menus_have_texts(menu: str) -> None:
    """Each item of a menu has a name, and is a step."""
    texts = OPTIONS["step"][menu]
    assert texts["menu_options"].keys() == MENUS[menu]
    described = texts.get("menu_option_descriptions", texts["menu_options"])
    assert described.keys() == MENUS[menu]
    assert all(hasattr(EwelinkOptionsFlow, f"async_step_{it}") for it in MENUS[menu])


def test_progress_has_texts() -> None:
    """Each thing that is done has its text, and no other is there."""
    assert OPTIONS["progress"].keys() == {*Stage, "find", "search", "teach_press"}


def test_errors_have_texts() -> None:
    """Whatever goes wrong has its text, and no other is there."""
    assert OPTIONS["error"].keys() == {*Reason, *WifiFault, *SELF_TOLD}
    written = {
        node.value
        for source in FILES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
    }
    assert written >= SELF_TOLD


def test_ends_have_texts() -> None:
    """Each end has its text, and no other is there."""
    written = {
        str(node.value)
        for source in FILES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
    }
    assert OPTIONS["abort"].keys() <= written
    assert {it for it, _ in literals("reason", *NAMES)} <= OPTIONS["abort"].keys()


def test_choices_after_a_failure_have_texts() -> None:
    """Each choice has its text, and no other is there."""
    choices = {pair.TRY_AGAIN, pair.OTHER_WAY, pair.KEEP, pair.GIVE_UP, pair.STOP}
    assert TEXTS["selector"]["after_failure"]["options"].keys() == choices


def test_ways_have_texts() -> None:
    """Each way that can be chosen has its text, and no other is there."""
    texts = TEXTS["selector"]["local_way"]["options"]
    assert texts.keys() == {AS_ACCOUNT, *Way}


def test_kinds_of_radio_sensors_have_texts() -> None:
    """Each kind has its text, and no other is there."""
    kinds = TEXTS["selector"]["radio_sensor"]["options"]
    assert kinds.keys() == set(SENSOR_CLASSES)


def test_placeholders_are_given() -> None:
    """Texts ask for nothing that is not given."""
    for path, text in texts_of(OPTIONS):
        place = ".".join(path.split(".")[:2])
        given = PLACEHOLDERS.get(place, set())
        if place.startswith("error."):
            given = {"code"}
        if place in NAMING_ADDRESS:
            given = {"address"}
        assert placeholders_of(text) <= given, path
