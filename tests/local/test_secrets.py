"""Keys of devices are neither logged nor shown."""

import json
import logging

import pytest

from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.diagnostics import async_get_config_entry_diagnostics
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.json import JSONEncoder

from .local_home import LAMP, LocalHome


async def test_keys_are_kept_to_ourselves(
    local: LocalHome, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a command nor a failure tells them, at whatever level is logged."""
    caplog.set_level(logging.DEBUG)
    await local.set_up(way="local")
    lamp = local.home.entity_id(LAMP)
    await local.home.call("turn_on", lamp)
    await local.lan.key(LAMP, "another-key")
    await local.lan.announce(LAMP)
    with pytest.raises(HomeAssistantError) as raised:
        await local.home.call("turn_off", lamp)
    assert raised.value.translation_key == "device_wrong_key"
    entry = local.home.entry
    told = await async_get_config_entry_diagnostics(local.home.hass, entry)
    device = local.home.coordinator.data[local.id(LAMP)]
    shown = [
        caplog.text,
        json.dumps(told, cls=JSONEncoder),
        repr(device.thing),
        repr(local.home.coordinator.link.local_state(device.id)),
        repr(raised.value.__cause__),
    ]
    keys = local.home.simulator.canaries()["devicekey"]
    assert device.thing.devicekey in keys
    assert not [text for text in shown for key in keys if key in text]


def test_thing_shows_no_key() -> None:
    """What a listing is printed as has no key in it."""
    item = {"itemType": 1, "itemData": {"deviceid": "1", "devicekey": "secret-key"}}
    thing = Thing.from_wire(item)
    assert thing is not None
    assert thing.devicekey == "secret-key"
    assert "secret-key" not in repr(thing)


async def test_account_key_does_not_travel(local: LocalHome) -> None:
    """Requests name a constant in its place, as they are readable by anybody."""
    await local.set_up()
    await local.home.call("turn_on", local.home.entity_id(LAMP))
    [request] = await local.lan.requests(LAMP, "switch")
    assert local.home.entry.data["apikey"] not in json.dumps(request)
