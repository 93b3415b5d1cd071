"""Tests of how many entities are enabled where a home has too many."""

import asyncio
from collections import defaultdict
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from itertools import count
from unittest.mock import patch

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.devices.features import OF_EVERY_DEVICE
from custom_components.ewelink.entity_budget import EntityBudget, enabled_entities
from custom_components.ewelink.entity_ranks import (
    Asked,
    EntityKey,
    Rank,
    Wanted,
    admitted,
)
from custom_components.ewelink.platforms import PLATFORMS, platform_of
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.const import Platform
from homeassistant.helpers import entity_registry as er, issue_registry as ir

from .home import Home, until
from .inventory.homes import show_homes
from .inventory.two_accounts import other, remove
from .restart import restarted
from .simulator import Simulator, large_home
from .simulator.factory import Row, channel_params, relay_params

THINGS = "GET /v2/device/thing"
MANY = "many_entities"
INTEGRATION = er.RegistryEntryDisabler.INTEGRATION
# In the demo home main ones are fewer, and there is room for some sensors.
LIMIT = 60


def _limit(number: int) -> AbstractContextManager[object]:
    return patch("custom_components.ewelink.entity_budget.MOST_ENABLED", number)


@pytest.fixture
def limit(request: pytest.FixtureRequest) -> Generator[int]:
    """Let Home Assistant bear fewer entities than a home has."""
    number: int = getattr(request, "param", LIMIT)
    with _limit(number):
        yield number


def _asked(home: Home) -> Iterator[Asked]:
    """Yield what is enabled by default of the home that is there."""
    for device in home.coordinator.data.values():
        orders: defaultdict[Platform, Iterator[int]] = defaultdict(count)
        for feature in (*OF_EVERY_DEVICE, *device.features):
            if (platform := platform_of(feature)) is None:
                continue
            order = next(orders[platform])
            module = import_module(f"custom_components.ewelink.{platform}")
            description = module.DESCRIPTIONS[feature.key]
            asked = Asked(platform, device, feature, description, order, _nobody)
            if asked.is_common:
                yield asked


def _nobody(_devices: object) -> None:
    """Follow nothing."""


def _wanted(home: Home) -> dict[EntityKey, Wanted]:
    positions = {it: number for number, it in enumerate(home.coordinator.data)}
    return {
        it.key: Wanted(it.rank, positions[it.device.id], it.order, it.key)
        for it in _asked(home)
    }


def _entities(home: Home) -> dict[EntityKey, er.RegistryEntry]:
    registry = er.async_get(home.hass)
    found = er.async_entries_for_config_entry(registry, home.entry.entry_id)
    return {(Platform(it.domain), it.unique_id): it for it in found}


def _enabled(home: Home) -> set[EntityKey]:
    return {key for key, it in _entities(home).items() if not it.disabled}


def _disablers(home: Home) -> dict[EntityKey, er.RegistryEntryDisabler | None]:
    return {key: it.disabled_by for key, it in _entities(home).items()}


def _told(home: Home) -> dict[str, str] | None:
    issue = ir.async_get(home.hass).async_get_issue(DOMAIN, MANY)
    return None if issue is None else issue.translation_placeholders


@pytest.mark.parametrize("limit", [20, LIMIT, 80], indirect=True)
@pytest.mark.parametrize("order", [PLATFORMS, PLATFORMS[::-1]], ids=["there", "back"])
async def test_what_fits(home: Home, limit: int, order: list[Platform]) -> None:
    """The main ones, and of the others the first that fit, whichever asks first."""
    with patch("custom_components.ewelink.PLATFORMS", order):
        await home.set_up()
    wanted = _wanted(home)
    enabled = _enabled(home)
    # The account itself, and groups.
    beside = enabled - wanted.keys()
    assert enabled & wanted.keys() == admitted(
        wanted.values(), set(), limit - len(beside)
    )
    mains = {key for key, it in wanted.items() if it.rank is Rank.MAIN}
    assert mains < enabled
    off = wanted.keys() - enabled
    assert {_entities(home)[it].disabled_by for it in off} <= {INTEGRATION}
    told = {"disabled": str(len(off)), "limit": str(limit)}
    assert _told(home) == (told if off else None)


async def test_all_fit(home: Home) -> None:
    """Where there is room for all, nothing is looked up, and nothing waits."""
    with patch.object(EntityBudget, "_registered", autospec=True) as looked_up:
        await home.set_up()
    assert looked_up.call_count == 0
    assert _wanted(home).keys() < _enabled(home)
    assert _told(home) is None


async def test_just_fit(home: Home) -> None:
    """Where all fit in the end, all are enabled, and nothing is told."""
    with _limit(300):
        await home.set_up()
        assert enabled_entities(home.hass) <= 300
        assert _wanted(home).keys() < _enabled(home)
        assert _told(home) is None


@pytest.mark.demo
@pytest.mark.parametrize(("count", "limit"), [(10, 90), (140, 1150)])
async def test_many_entities_of_each(home: Home, count: int, limit: int) -> None:
    """Devices that have more entities than most are counted as what they are."""
    readings = {"power": 4120, "voltage": 22980, "current": 18, "dayKwh": 31}
    params = {**channel_params("on"), **readings, "monthKwh": 960}
    for number in range(count):
        home.simulator.add_device(Row(name=f"Plug {number}", uiid=190, params=params))
    with _limit(limit):
        await home.set_up()
        wanted = _wanted(home)
        await until(lambda: wanted.keys() <= _entities(home).keys())
        assert enabled_entities(home.hass) == limit
    off = {wanted[key].rank for key in wanted.keys() - _enabled(home)}
    assert off == {Rank.OTHER}


async def test_over_a_restart(home: Home, limit: int) -> None:
    """What is registered stays as it is, also what a user has enabled or disabled."""
    await home.set_up()
    registry, entities = er.async_get(home.hass), _entities(home)
    off = [key for key in _wanted(home) if entities[key].disabled_by is INTEGRATION]
    registry.async_update_entity(entities[off[0]].entity_id, disabled_by=None)
    on = next(iter(_wanted(home)))
    user = er.RegistryEntryDisabler.USER
    registry.async_update_entity(entities[on].entity_id, disabled_by=user)
    before = _disablers(home)

    async with restarted(home) as again:
        await again.set_up()
        assert _disablers(again) == before
        told = {"disabled": str(len(off) - 1), "limit": str(limit)}
        assert _told(again) == told
        with _limit(2 * limit):
            await again.reload()
            assert _disablers(again) == before
            assert _told(again) is None


async def test_two_accounts(home: Home, limit: int) -> None:
    """The entities of all accounts count together, and each keeps its own."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    wanted = _wanted(neighbour)
    assert {wanted[it].rank for it in _enabled(neighbour) & wanted.keys()} == {
        Rank.MAIN
    }
    before, theirs = _disablers(home), _disablers(neighbour)
    for account in (home, neighbour):
        await account.reload()
    assert (_disablers(home), _disablers(neighbour)) == (before, theirs)
    await remove(home)
    assert _told(neighbour) is None
    assert _disablers(neighbour) == theirs


async def test_user_enables_them(home: Home, limit: int) -> None:
    """The issue counts what is still disabled, and goes with the last one."""
    await home.set_up()
    registry, entities = er.async_get(home.hass), _entities(home)
    off = [
        entities[key]
        for key in _wanted(home)
        if entities[key].disabled_by is INTEGRATION
    ]
    for number, entity in enumerate(off[:2], start=1):
        registry.async_update_entity(entity.entity_id, disabled_by=None)
        home.coordinator.firmware.async_listed()
        left = {"disabled": str(len(off) - number), "limit": str(limit)}
        assert _told(home) == left
    for entity in off[2:]:
        registry.async_update_entity(entity.entity_id, disabled_by=None)
    home.coordinator.firmware.async_listed()
    assert _told(home) is None


async def test_homes_are_left_out(home: Home, limit: int) -> None:
    """The issue goes where all fit that are left, as a user leaves homes out."""
    await home.set_up()
    assert _told(home) is not None
    await show_homes(home, "Cottage", "Parents")
    assert enabled_entities(home.hass) < limit
    assert _told(home) is None


async def test_account_is_removed(home: Home, limit: int) -> None:
    """The issue goes with the account."""
    await home.set_up()
    assert _told(home) is not None
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert _told(home) is None


async def test_account_is_disabled(home: Home, limit: int) -> None:
    """The issue goes while the account is disabled."""
    await home.set_up()
    assert _told(home) is not None
    await home.hass.config_entries.async_set_disabled_by(
        home.entry.entry_id, ConfigEntryDisabler.USER
    )
    assert _told(home) is None


async def test_later_device(home: Home, limit: int) -> None:
    """Of a device that comes later only the main one is enabled, once it is full."""
    await home.set_up()
    params = {**relay_params(), "power": "1.00", "voltage": "230", "current": "0.01"}
    home.simulator.add_device(Row(name="Late plug", uiid=32, params=params))
    await home.coordinator.async_refresh()
    await until(lambda: home.find_entity("Late plug", "power"))
    own = {
        key[1].partition("_")[2]: disabled_by
        for key, disabled_by in _disablers(home).items()
        if key[1].startswith(home.sim("Late plug").device_id)
    }
    assert own["switch"] is None
    assert own["power"] is own["voltage"] is own["connection"] is INTEGRATION


async def test_second_page_fails(home: Home, simulator: Simulator) -> None:
    """What is no main one waits until a list was read to its end."""
    simulator.cloud.world = large_home(150)
    with _limit(300):
        setting_up = asyncio.create_task(
            home.hass.config_entries.async_setup(home.entry.entry_id)
        )
        await until(lambda: home.called(THINGS) == 1)
        simulator.fail_next(THINGS, status=500, times=None)
        assert await setting_up
        await until(lambda: not home.coordinator.last_update_success)
        early = _enabled(home)
        assert len(home.coordinator.data) == 100
        simulator.clear_faults()
        await home.coordinator.async_refresh()
        wanted = _wanted(home)
        await until(lambda: wanted.keys() <= _entities(home).keys())
        assert early & wanted.keys() <= {
            key for key, it in wanted.items() if it.rank is Rank.MAIN
        }
        assert enabled_entities(home.hass) == 300


async def test_main_ones_do_not_wait(home: Home, simulator: Simulator) -> None:
    """Main ones come page by page, the others once all pages are there."""
    simulator.cloud.world = large_home(150)
    with _limit(300):
        await home.hass.config_entries.async_setup(home.entry.entry_id)
        assert len(home.coordinator.data) == 100
        early = _enabled(home)
        assert {it for it, _ in early} <= {
            Platform.SWITCH,
            Platform.BINARY_SENSOR,
            Platform.SENSOR,
        }
        await home.listed()
        wanted = _wanted(home)
        await until(lambda: wanted.keys() <= _entities(home).keys())
        mains = {key for key, it in wanted.items() if it.rank is Rank.MAIN}
        assert early & wanted.keys() < mains < _enabled(home)
        assert enabled_entities(home.hass) == 300
