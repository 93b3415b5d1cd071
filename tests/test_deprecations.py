"""Nothing that the integration uses will be gone in a later Home Assistant or Python.

In a run against the beta this tells a month ahead what is to be mended.
"""

import ast
import asyncio
from collections.abc import AsyncIterator, Callable
import linecache
import logging
from typing import Any, Final
import warnings

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import deprecation, device_registry as dr, frame
from homeassistant.helpers.entity_platform import async_get_platforms
from homeassistant.setup import async_setup_component

from .deprecated import deprecated_attributes, deprecated_names, listening
from .each import each
from .guards.sources import PACKAGE, Source, sources
from .home import Home
from .simulator.kinds import KINDS, kind

LAMP: Final = "Kitchen lamp"
# What each platform is told to do, to every entity that takes it.
ACTIONS: Final = {
    Platform.BUTTON: "press",
    Platform.COVER: "open_cover",
    Platform.FAN: "turn_on",
    Platform.LIGHT: "turn_on",
    Platform.SWITCH: "toggle",
    Platform.VALVE: "open_valve",
}


@pytest.fixture
async def told() -> AsyncIterator[list[str]]:
    """Return what is said about us from here on."""
    with listening() as told:
        yield told


def ours(code: str, **names: Any) -> None:
    """Run code as if it were a line of the integration."""
    path = str(PACKAGE / "planted.py")
    linecache.cache[path] = (len(code), None, code.splitlines(keepends=True), path)
    names["__name__"] = "custom_components.ewelink.planted"
    exec(compile(code, path, "exec"), names)  # noqa: S102 - the code is that of a test


@pytest.mark.usefixtures("everything_enabled")
async def test_a_life(hass: HomeAssistant, home: Home, told: list[str]) -> None:
    """A home with every kind of device, from the first start to the end."""
    for uiid in KINDS:
        home.simulator.add_device(kind(uiid, f"Kind {uiid}"))
    await home.set_up()
    platforms = {it.domain for it in async_get_platforms(hass, DOMAIN)}
    assert len(platforms) > 12

    await _use(home)
    await _look_into(home)
    await home.reload()
    assert await hass.config_entries.async_unload(home.entry.entry_id)
    await hass.config_entries.async_remove(home.entry.entry_id)
    await hass.async_block_till_done()

    assert told == []


async def _use(home: Home) -> None:
    """Let things happen on both sides."""
    home.simulator.press(LAMP)
    for platform, action in ACTIONS.items():
        [entity_id, *_] = [
            it.entity_id
            for it in home.hass.states.async_all(platform)
            if it.state != "unavailable"
        ]
        await home.call(action, entity_id, domain=platform)
    await home.hass.services.async_call(DOMAIN, "refresh_devices", blocking=True)
    await home.later_pages()


async def _look_into(home: Home) -> None:
    """Open what a user opens when something is wrong, or is to be changed."""
    assert await async_setup_component(home.hass, "system_health", {})
    await async_get_config_entry_diagnostics(home.hass, home.entry)
    await async_get_device_diagnostics(home.hass, home.entry, home.device(LAMP))
    options = home.hass.config_entries.options
    result = await options.async_init(home.entry.entry_id)
    await options.async_configure(result["flow_id"], {"next_step_id": "homes"})
    result = await home.entry.start_reconfigure_flow(home.hass)
    home.hass.config_entries.flow.async_abort(result["flow_id"])


@each(sources())
def test_imports(source: Source) -> None:
    """No name that is imported is on its way out."""
    assert list(deprecated_names(source.tree)) == []
    assert list(deprecated_attributes(source)) == []


def test_deprecated_import_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name, and through its module."""
    monkeypatch.setattr(dr, "_DEPRECATED_OLD", object(), raising=False)
    code = (
        "from homeassistant.helpers.device_registry import OLD, DeviceEntry\n"
        "from homeassistant.helpers import device_registry as registry\n"
        "registry.OLD, registry.DeviceEntry\n"
    )
    tree = ast.parse(code)
    name = "homeassistant.helpers.device_registry.OLD"
    assert list(deprecated_names(tree)) == [name]
    source = Source(path=PACKAGE, module="", is_package=False, tree=tree)
    assert list(deprecated_attributes(source)) == [name]


@deprecation.deprecated_function("new")
def old() -> None:
    """Stand for what Home Assistant is about to remove."""


def warn(category: type[Warning]) -> None:
    """Stand for what a package is about to remove, and blames its caller's caller."""
    warnings.warn("It will be gone", category, stacklevel=9)


@pytest.mark.parametrize(
    "code",
    [
        "report_usage('does what it should not', breaks_in_ha_version='2027.6')",
        "old()",
        "warn(DeprecationWarning)",
        "warn(PendingDeprecationWarning)",
        "warn(FutureWarning)",
    ],
)
async def test_use_is_found(hass: HomeAssistant, told: list[str], code: str) -> None:
    """What is planted in the integration is told, once for each time."""
    ours(code, report_usage=frame.report_usage, old=old, warn=warn)
    assert len(told) == 1


async def test_use_by_domain_is_found(hass: HomeAssistant, told: list[str]) -> None:
    """Home Assistant may name us where no line of ours is on the stack."""
    assert await async_setup_component(hass, DOMAIN, {})
    frame.report_usage("does what it should not", integration_domain=DOMAIN)
    assert len(told) == 1


def test_logged() -> None:
    """What is said about an entity of ours is told; that a machine is busy is not."""
    entity = "Entity light.a (<class 'custom_components.ewelink.light.Lamp'>) does"
    task = "Executing <Task name='custom_components/ewelink/sensor.py'> took 0.2 s"
    with listening() as told:
        logging.getLogger("homeassistant.components.light").warning(entity)
        logging.getLogger("asyncio").warning(task)
        logging.getLogger("custom_components.ewelink.light").warning(entity)
    assert told == [entity]


@pytest.mark.parametrize("use", [old, lambda: warn(DeprecationWarning)])
async def test_others_are_let_be(
    hass: HomeAssistant, told: list[str], use: Callable[[], None]
) -> None:
    """What others use is theirs to mend."""
    use()
    await asyncio.sleep(0)
    assert told == []


async def test_other_warnings_are_let_be(hass: HomeAssistant, told: list[str]) -> None:
    """Another kind of warning tells nothing about a later version."""
    ours("warn(ResourceWarning)", warn=warn)
    assert told == []
