"""Tests of features that are told what a message held, be it new or not."""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, override
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockEntityPlatform

from custom_components.ewelink import platforms
from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.devices.device_type import DeviceType
from custom_components.ewelink.devices.features import Feature
from custom_components.ewelink.devices.rows import device_type
from custom_components.ewelink.entity import EwelinkEntity
from custom_components.ewelink.feature_entities import async_add_features
from homeassistant.const import Platform
from homeassistant.core import callback
from homeassistant.helpers.entity import Entity, EntityDescription

from ..home import Home

LAMP = "Kitchen lamp"
KEY = {"key": 0}


@dataclass(frozen=True, kw_only=True)
class KeyPress(Feature):
    """A key that tells its number again each time it is pressed."""

    @cached_property
    @override
    def hears(self) -> frozenset[str]:
        """Return the key that is told."""
        return frozenset({"key"})


class HeardKey(EwelinkEntity[KeyPress]):
    """Keeps what was heard."""

    def __init__(self, *args: Any) -> None:
        """Start with nothing heard."""
        super().__init__(*args)
        self.heard: list[tuple[Any, Origin]] = []
        self.writes = 0

    @callback
    @override
    def async_hear(self, params: Mapping[str, object], origin: Origin) -> None:
        """Keep it."""
        self.heard.append((params["key"], origin))

    @property
    @override
    def available(self) -> bool:
        """Count: each state that is written asks for it."""
        self.writes += 1
        return True


@pytest.fixture(autouse=True)
def with_a_key() -> Generator[None]:
    """Give each device a key, and the key a platform."""

    def _with_key(thing: Thing) -> DeviceType:
        found = device_type(thing)
        return replace(found, features=(*found.features, KeyPress(key="key")))

    seam = "custom_components.ewelink.devices.device.device_type"
    kinds = {KeyPress: Platform.TEXT}
    with patch(seam, _with_key), patch.dict(platforms._BY_KIND, kinds):
        yield


@pytest.fixture
async def key(home: Home) -> HeardKey:
    """Return the key of the lamp."""
    home.sim(LAMP).params.update(KEY)
    await home.set_up()
    added: list[Any] = []

    def _add(new_entities: Iterable[Entity], *_: Any, **__: Any) -> None:
        added.extend(new_entities)

    async_add_features(
        home.entry,
        _add,
        Platform.TEXT,
        {KeyPress: HeardKey},
        {"key": EntityDescription(key="key")},
    )
    [found] = [it for it in added if it.device.id == home.sim(LAMP).device_id]
    platform = MockEntityPlatform(home.hass, domain="event", platform_name="ewelink")
    await platform.async_add_entities([found])
    found.writes = 0
    return found  # type: ignore[no-any-return]


async def test_each_message_is_told(home: Home, key: HeardKey) -> None:
    """The same value twice is two presses, and who sent it is known."""
    home.simulator.push(LAMP, KEY)
    home.simulator.push(LAMP, KEY)
    await home.delivered()
    assert key.heard == [(0, Origin.DEVICE)] * 2

    device_id = home.sim(LAMP).device_id
    home.simulator.push_text(
        f'{{"action":"update","deviceid":"{device_id}","userAgent":"app",'
        '"sequence":"1","params":{"key":0}}'
    )
    await home.delivered()
    assert key.heard[2:] == [(0, Origin.APP)]


async def test_what_is_no_message(
    home: Home, key: HeardKey, freezer: FrozenDateTimeFactory
) -> None:
    """Lists, answers, acknowledgements and full states repeat what was long ago."""
    await home.read_list(freezer)
    target = {"device_id": home.device(LAMP).id}
    for service, data in (
        ("get_params", target),
        ("send_params", {**target, "params": KEY}),
    ):
        await home.hass.services.async_call(
            "ewelink",
            service,
            data,
            blocking=True,
            return_response=service == "get_params",
        )
    home.simulator.push(LAMP, {"init": 1, **KEY})
    await home.delivered()
    assert key.heard == []


async def test_other_messages_cost_nothing(home: Home, key: HeardKey) -> None:
    """Who asks for a key hears of no other, and nothing is written."""
    home.simulator.push(LAMP, {"switch": "on"})
    home.simulator.push(LAMP, {"switch": "on"})
    await home.delivered()
    assert key.heard == []
    assert key.writes == 0


async def test_entity_that_left_hears_no_more(home: Home, key: HeardKey) -> None:
    """Nobody is told who is not there."""
    await key.async_remove()
    home.simulator.push(LAMP, KEY)
    await home.delivered()
    assert key.heard == []
