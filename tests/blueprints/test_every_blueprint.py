"""Every blueprint is valid, and there is a test of it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from unittest.mock import patch
from urllib.parse import quote

import pytest

from homeassistant.components.automation.helpers import (
    async_get_blueprints as async_get_automations,
)
from homeassistant.components.blueprint.models import Blueprint, DomainBlueprints
from homeassistant.components.script.helpers import (
    async_get_blueprints as async_get_scripts,
)
from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import parse_yaml

from ..guards.pages import page
from ..guards.sources import load
from .automations import BLUEPRINTS, FOLDER

HERE: Final = Path(__file__).parent
EXAMPLES: Final = page("examples").text
GETTERS: Final[Mapping[str, Callable[[HomeAssistant], DomainBlueprints]]] = {
    "automation": async_get_automations,
    "script": async_get_scripts,
}
IMPORT: Final = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="


@pytest.fixture(params=BLUEPRINTS)
async def blueprint(hass: HomeAssistant, request: pytest.FixtureRequest) -> Blueprint:
    """Return a blueprint as Home Assistant has read it."""
    domain, path = request.param
    with patch.object(DomainBlueprints, "blueprint_folder", FOLDER.with_name(domain)):
        blueprints = GETTERS[domain](hass)
        found: Blueprint = await blueprints.async_get_blueprint(path)
        return found


def test_there_are_four() -> None:
    """None is overlooked."""
    assert len(BLUEPRINTS) == 4


async def test_valid(blueprint: Blueprint, request: pytest.FixtureRequest) -> None:
    """It fits this Home Assistant, and tells where it was imported from."""
    domain, path = request.node.callspec.params["blueprint"]
    assert blueprint.validate() is None
    repository = load("manifest.json")["documentation"]
    url = f"{repository}/blob/main/blueprints/{domain}/{path}"
    assert f"{IMPORT}{quote(url, safe='')})" in EXAMPLES
    metadata = blueprint.metadata
    assert metadata["source_url"] == url
    assert "author" not in metadata
    assert metadata["homeassistant"]["min_version"] == "2026.10.0"
    assert len(metadata["description"]) > len(metadata["name"])


async def test_import(blueprint: Blueprint) -> None:
    """Home Assistant writes what it imports in its own way; that is the same."""
    assert parse_yaml(blueprint.yaml()) == blueprint.data


async def test_inputs(blueprint: Blueprint) -> None:
    """Each has a name and a selector."""
    for name, given in blueprint.inputs.items():
        assert given["name"], name
        assert given["selector"], name


@pytest.mark.parametrize("path", [path for _, path in BLUEPRINTS])
def test_tested(path: str) -> None:
    """A test of the same name exists."""
    assert (HERE / f"test_{Path(path).stem}.py").exists()
