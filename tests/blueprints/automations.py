"""Automations that are made from the blueprints of this repository."""

from collections.abc import Mapping
from typing import Any, Final
from unittest.mock import patch

from pytest_homeassistant_custom_component.common import async_capture_events

from homeassistant.components.automation import EVENT_AUTOMATION_TRIGGERED
from homeassistant.components.blueprint.models import DomainBlueprints
from homeassistant.core import Event, HomeAssistant
from homeassistant.setup import async_setup_component

from ..guards.sources import ROOT

AUTOMATION: Final = "automation"
FOLDER: Final = ROOT / "blueprints" / AUTOMATION
SCRIPTS: Final = FOLDER.with_name("script")
# By their domain and the path within it.
BLUEPRINTS: Final = sorted(
    (folder.name, str(it.relative_to(folder)))
    for folder in (FOLDER, SCRIPTS)
    for it in folder.rglob("*.yaml")
)
NOTED: Final = "noted"


async def use(
    hass: HomeAssistant, name: str, inputs: Mapping[str, Any]
) -> list[Event[Any]]:
    """Set up an automation of a blueprint; return its runs, which come to be later."""
    runs: list[Event[Any]] = async_capture_events(hass, EVENT_AUTOMATION_TRIGGERED)
    made_from = {"path": f"ewelink/{name}.yaml", "input": dict(inputs)}
    config = {AUTOMATION: [{"id": "1", "use_blueprint": made_from}]}
    with patch.object(DomainBlueprints, "blueprint_folder", FOLDER):
        assert await async_setup_component(hass, AUTOMATION, config)
        await hass.async_block_till_done(wait_background_tasks=False)
    [state] = hass.states.async_all(AUTOMATION)
    assert state.state == "on"
    return runs


def note(what: str) -> list[dict[str, Any]]:
    """Return actions that leave a note."""
    return [{"event": NOTED, "event_data": {"what": what}}]


def noted(events: list[Event[Any]]) -> list[str]:
    """Return what was noted."""
    return [event.data["what"] for event in events]
