"""Tests that devices and entities hold no more than they need, by counts."""

from collections import Counter
import gc
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.entity import EwelinkEntity
from custom_components.ewelink.feature_entities import FeatureEntities
from homeassistant.helpers import device_registry as dr

from .entities import set_up_all
from .home import Home

# With one key more, the memory of an entity's dictionary doubles.
MOST_KEYS = 42
# The one that keeps the list being read, and the count of calls.
LISTENERS_OF_AN_ACCOUNT = 2

# What climates make of what is set, by the mode that they are in.
_COMPUTED = {"supported_features"}


def _living[T](kind: type[T]) -> list[T]:
    return [it for it in gc.get_objects() if isinstance(it, kind)]


async def test_keys_of_an_entity(home: Home) -> None:
    """What Home Assistant keeps for each entity is no more than needs be."""
    await set_up_all(home)
    keys = {type(it).__name__: sorted(vars(it)) for it in _entities(home)}
    assert {it: them for it, them in keys.items() if len(them) > MOST_KEYS} == {}


def _entities(home: Home) -> list[EwelinkEntity[Any]]:
    return [it for it in _living(EwelinkEntity) if it.hass is home.hass]


async def test_entities_listen_to_their_devices_alone(home: Home) -> None:
    """An account's coordinator has no more listeners than without a device."""
    await home.set_up()
    assert len(home.coordinator._listeners) <= LISTENERS_OF_AN_ACCOUNT


@pytest.mark.parametrize("ask", ["async_get_or_create", "async_get_or_create_child"])
async def test_devices_are_registered_by_themselves(home: Home, ask: str) -> None:
    """Entities are given the entry of their device; the registry is not asked.

    A device is registered once more where it told of itself before the list was read.
    """
    told = getattr(dr.DeviceRegistry, ask)
    with patch.object(dr.DeviceRegistry, ask, autospec=True, side_effect=told) as asked:
        await home.set_up()
    names = Counter(str(call.kwargs["identifiers"]) for call in asked.call_args_list)
    assert set(names.values()) <= {1, 2}
    assert names.total() < len(_entities(home)) / 2


async def test_devices_of_a_kind_share_what_they_show(home: Home) -> None:
    """Which features are shown is one set for all devices that show the same."""
    await home.set_up()
    for platform in _living(FeatureEntities):
        sets = [shown for _, shown in platform._shown.values()]
        assert len(set(map(id, sets))) == len(set(sets))
        assert all(sets)


async def test_devices_of_a_kind_share_their_features(home: Home) -> None:
    """Devices of a type with the same features have one tuple of them."""
    await home.set_up()
    devices = home.coordinator.data.values()
    kinds = {(id(it.type), tuple(map(id, it.features))) for it in devices}
    assert len({(id(it.type), id(it.features)) for it in devices}) == len(kinds)


async def test_params_are_kept_once(home: Home) -> None:
    """What was listed of a device lives on in its params alone."""
    await home.set_up()
    assert [it for it in home.coordinator.data.values() if it.thing.params] == []


async def test_nothing_lives_on(home: Home) -> None:
    """What an account held is let go of when it is unloaded."""
    await set_up_all(home)
    inventory = home.coordinator.inventory
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert inventory.listeners._by_device == {}
    assert inventory.messages._by_device == {}
    del inventory
    gc.collect()
    assert _entities(home) == []
    assert [*_living(Device), *_living(FeatureEntities)] == []


async def test_entities_tell_what_is_set(home: Home) -> None:
    """No value of a class hides what an entity sets for Home Assistant to read."""
    await set_up_all(home)
    for entity in _entities(home):
        for name, value in vars(entity).copy().items():
            head, attr, told = name.partition("attr_")
            if attr and not head.strip("_") and told not in _COMPUTED:
                assert getattr(entity, told) == value, (entity.entity_id, told)
