"""Whatever is raised about a device names it, in every language."""

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Final

import pytest

from custom_components.ewelink.api.errors import EwelinkError, EwelinkLaterError
from custom_components.ewelink.devices.features import FeatureError
from custom_components.ewelink.devices.features.inching import INCHING_OFF
from custom_components.ewelink.errors import command_error, value_error
from homeassistant.exceptions import HomeAssistantError

from .sources import PACKAGE

LANGUAGES: Final = sorted((PACKAGE / "translations").glob("*.json"))
# Raised elsewhere, about a device as well.
ELSEWHERE: Final = {
    "device_is_group",
    "device_not_listed",
    "live_readings_too_soon",
    "radio_busy",
    "radio_code_ambiguous",
    "radio_code_unknown",
    "radio_full",
    "radio_names_needed",
    "radio_nothing_caught",
    "radio_only",
    "radio_remote_unknown",
    "timer_channel_needed",
    "timer_id_missing",
    "timer_in_past",
    "timer_kind_unknown",
    "timer_not_permitted",
    "timer_not_switched",
    "timer_one_time",
    "timer_turn_missing",
    "timer_unknown",
    "timer_weekdays_missing",
    "timer_whole_minutes",
    "timers_full",
    "timers_need_account",
    "timers_not_told",
}


def _kinds(base: type[EwelinkError]) -> Iterator[type[EwelinkError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)


def _errors() -> Iterator[HomeAssistantError]:
    for kind in _kinds(EwelinkError):
        if issubclass(kind, EwelinkLaterError):
            yield command_error(kind("later", retry_after=1), "Lamp")
        else:
            yield command_error(kind("text"), "Lamp")
    yield value_error(FeatureError(INCHING_OFF), "Lamp")


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda it: it.stem)
def test_device_is_named(language: Path) -> None:
    """The text has a place for the name, and the error the name."""
    texts = json.loads(language.read_text())["exceptions"]
    errors = list(_errors())

    assert len(errors) > len(ELSEWHERE)
    assert all((it.translation_placeholders or {})["device"] == "Lamp" for it in errors)
    keys = {str(it.translation_key) for it in errors} | ELSEWHERE
    assert [key for key in keys if "{device}" not in texts[key]["message"]] == []
