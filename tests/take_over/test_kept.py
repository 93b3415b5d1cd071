"""Tests that what the user has set stays, wherever it lies with us."""

from unittest.mock import PropertyMock, patch

from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    label_registry as lr,
)
from homeassistant.helpers.entity import Entity
from homeassistant.setup import async_setup_component
from tests.home import until

from .house import House

USER = er.RegistryEntryHider.USER


async def test_settings_of_entities(house: House) -> None:
    """Names, icons, labels, aliases, hidden, disabled, options and exposure stay."""
    registry = er.async_get(house.hass)
    label = lr.async_get(house.hass).async_create("Favourite").label_id
    ceiling = house.their("Hall switch", "switch", "1")
    before = registry.async_update_entity(
        ceiling.entity_id,
        aliases=[er.COMPUTED_NAME, "Big light"],
        hidden_by=USER,
        icon="mdi:ceiling-light",
        labels={label},
        name="Over the table",
        new_entity_id="switch.as_i_like_it",
    )
    registry.async_update_entity_options(
        before.entity_id, "conversation", {"should_expose": True}
    )
    power = house.their("Washing machine", "sensor", "power")
    registry.async_update_entity(
        power.entity_id, disabled_by=er.RegistryEntryDisabler.USER
    )
    registry.async_update_entity_options(
        power.entity_id, "sensor", {"display_precision": 0}
    )
    await house.move()

    after = registry.async_get(ceiling.id)
    assert after is not None
    assert after.platform == "ewelink"
    for it in ("aliases", "hidden_by", "icon", "labels", "name", "entity_id"):
        assert getattr(after, it) == getattr(before, it)
    assert after.options == {"conversation": {"should_expose": True}}
    moved = registry.async_get(power.id)
    assert moved is not None
    assert (moved.platform, moved.disabled_by) == (
        "ewelink",
        er.RegistryEntryDisabler.USER,
    )
    assert moved.options["sensor"]["display_precision"] == 0


async def test_settings_of_devices(house: House) -> None:
    """So do a device's name, area and labels."""
    attic = ar.async_get(house.hass).async_get_or_create("Attic")
    label = lr.async_get(house.hass).async_create("Old").label_id
    before = house.device("Kitchen lamp")
    assert before is not None
    dr.async_get(house.hass).async_update_device(
        before.id, area_id=attic.id, labels={label}, name_by_user="My lamp"
    )
    await house.move()

    after = house.our_device("Kitchen lamp")
    assert after is not None
    assert (after.area_id, after.labels) == (attic.id, {label})
    assert after.name_by_user == "My lamp"


async def test_disabled_by_whom(house: House) -> None:
    """What is on stays on, whatever is new would be; what is off stays off."""
    registry = er.async_get(house.hass)
    led = house.their("Kitchen lamp", "switch", "led")
    by_integration = er.RegistryEntryDisabler.INTEGRATION
    registry.async_update_entity(led.entity_id, disabled_by=by_integration)
    rssi = house.their("Kitchen lamp", "sensor", "rssi")
    with patch.object(
        Entity, "entity_registry_enabled_default", new_callable=PropertyMock
    ) as enabled:
        enabled.return_value = False
        await house.move()

    ours = house.all_ours()
    assert ours[led.id].disabled_by is by_integration
    assert ours[rssi.id].disabled_by is None
    assert house.hass.states.get(rssi.entity_id) is not None


async def test_device_that_is_disabled(house: House) -> None:
    """It moves as it is, and is there once it is enabled."""
    registry = dr.async_get(house.hass)
    device, ceiling = (
        house.device("Hall switch"),
        house.their("Hall switch", "switch", "1"),
    )
    assert device is not None
    by_user = dr.DeviceEntryDisabler.USER
    registry.async_update_device(device.id, disabled_by=by_user)
    await house.hass.async_block_till_done()
    await house.move()
    moved = registry.async_get(device.id)
    assert moved is not None
    assert moved.disabled_by is by_user
    assert house.all_ours()[ceiling.id].disabled_by is er.RegistryEntryDisabler.DEVICE

    registry.async_update_device(device.id, disabled_by=None)
    await house.hass.config_entries.async_reload(house.our_entry.entry_id)
    await house.settled()
    state = house.hass.states.get(ceiling.entity_id)
    assert state is not None
    assert state.state in {"on", "off"}


async def test_heard_by_assistants(house: House) -> None:
    """Who may see an entity may see it still."""
    assert await async_setup_component(house.hass, "homeassistant", {})
    lamp, mirror = (
        house.their("Kitchen lamp", "switch"),
        house.their("Hall switch", "switch", "2"),
    )
    async_expose_entity(house.hass, "conversation", lamp.entity_id, should_expose=True)
    async_expose_entity(
        house.hass, "cloud.alexa", mirror.entity_id, should_expose=False
    )
    aliases = mirror.aliases
    await house.move()

    assert async_should_expose(house.hass, "conversation", lamp.entity_id)
    assert not async_should_expose(house.hass, "cloud.alexa", mirror.entity_id)
    assert house.all_ours()[mirror.id].aliases == aliases


async def test_entity_of_a_helper(house: House) -> None:
    """What another integration has on a device stays on it, both ways."""
    device = house.device("Kitchen lamp")
    assert device is not None
    helper = MockConfigEntry(domain="template", title="Helper")
    helper.add_to_hass(house.hass)
    registry = er.async_get(house.hass)
    made = registry.async_get_or_create(
        "sensor", "template", "own", config_entry=helper, device_id=device.id
    )
    await house.move()
    assert registry.async_get(made.entity_id) == made
    await house.give_back()
    assert registry.async_get(made.entity_id) == made


async def test_setting_that_was_never_told(house: House) -> None:
    """Its entity stays, and is there as soon as the device tells it."""
    lamp = house.simulator.device("Kitchen lamp")
    told = {"pulse": "off", "pulseWidth": 500, "sledOnline": "on", "startup": "on"}
    for key in told:
        lamp.params.pop(key, None)
    for domain, tail in (("switch", "pulse"), ("number", "pulseWidth")):
        house.theirs.add(
            house.their_entry, lamp.device_id, lamp.name, 1, (domain, tail, tail)
        )
    await house.hass.config_entries.async_reload(house.their_entry.entry_id)
    before = {it.id: it for it in house.all_theirs().values()}
    settings = [
        house.their("Kitchen lamp", *it)
        for it in (
            ("switch", "led"),
            ("switch", "pulse"),
            ("number", "pulseWidth"),
            ("select", "startup"),
        )
    ]
    await house.move()
    await house.hass.config_entries.async_reload(house.our_entry.entry_id)
    await house.settled()
    for it in settings:
        moved = house.all_ours()[it.id]
        assert (moved.entity_id, moved.disabled_by) == (it.entity_id, None)

    house.simulator.push(lamp.name, told)
    await until(lambda: all(_is_shown(house, it.entity_id) for it in settings))
    ids = [(it.domain, it.unique_id) for it in house.all_ours().values()]
    assert len(ids) == len(set(ids))
    assert before.keys() <= {*house.all_ours(), *_left(house)}


def _is_shown(house: House, entity_id: str) -> bool:
    state = house.hass.states.get(entity_id)
    return state is not None and state.state != STATE_UNAVAILABLE


def _left(house: House) -> set[str]:
    return {it.id for it in house.all_theirs().values()}


async def test_what_stays(house: House) -> None:
    """It keeps its id and its settings, with SonoffLAN's entry, on no device."""
    light = house.their("Kitchen lamp", "light")
    er.async_get(house.hass).async_update_entity(light.entity_id, icon="mdi:lamp")
    await house.move()

    left = er.async_get(house.hass).async_get(light.id)
    assert left is not None
    assert (left.entity_id, left.platform) == (light.entity_id, "sonoff")
    assert (left.icon, left.device_id) == ("mdi:lamp", None)
    assert left.config_entry_id == house.their_entry.entry_id
