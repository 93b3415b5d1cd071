"""Tests that what the user has set stays, wherever it lies with us."""

from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
    label_registry as lr,
)

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


def _put_into(house: House, entity: er.RegistryEntry, area: str) -> str:
    area_id = ar.async_get(house.hass).async_get_or_create(area).id
    registry = er.async_get(house.hass)
    # Earlier versions of Home Assistant let anything have an area of its own.
    registry.async_update_entity(entity.entity_id, area_id=area_id, device_id=None)
    registry.async_update_entity(entity.entity_id, device_id=entity.device_id)
    return area_id


def _complaints(house: House) -> list[str]:
    return [key for _, key in ir.async_get(house.hass).issues if "own_area" in key]


async def test_area_of_a_channel(house: House) -> None:
    """It goes to the channel's device, which gives the entity its name."""
    mirror = house.their("Hall switch", "switch", "2")
    attic = _put_into(house, mirror, "Attic")
    await house.move()

    moved = er.async_get(house.hass).async_get(mirror.id)
    assert moved is not None
    assert moved.area_id is None
    channel = dr.async_get(house.hass).async_get(moved.device_id or "")
    assert isinstance(channel, dr.ChildDeviceEntry)
    assert (channel.area_id, channel.name) == (attic, "Mirror")
    assert er.async_get_effective_area_id(house.hass, moved) == attic
    assert not _complaints(house)


async def test_area_of_a_named_channel(house: House) -> None:
    """With a name of its own it keeps its area."""
    mirror = house.their("Hall switch", "switch", "2")
    er.async_get(house.hass).async_update_entity(mirror.entity_id, name="Make-up")
    attic = _put_into(house, mirror, "Attic")
    await house.move()

    moved = er.async_get(house.hass).async_get(mirror.id)
    assert moved is not None
    assert (moved.area_id, moved.name) == (attic, "Make-up")


async def test_area_of_the_only_channel(house: House) -> None:
    """It becomes that of the device, unless the device has another."""
    desk = house.their("Desk", "switch", "1")
    attic = _put_into(house, desk, "Attic")
    await house.move()

    moved = er.async_get(house.hass).async_get(desk.id)
    assert moved is not None
    assert er.async_get_effective_area_id(house.hass, moved) == attic
    assert not _complaints(house)


async def test_two_areas_of_one_channel(house: House) -> None:
    """Then the entity gets the name it was shown by, and both stay."""
    cellar = ar.async_get(house.hass).async_get_or_create("Cellar").id
    device = house.device("Desk")
    assert device is not None
    dr.async_get(house.hass).async_update_device(device.id, area_id=cellar)
    desk = house.their("Desk", "switch", "1")
    attic = _put_into(house, desk, "Attic")
    await house.move()

    moved, there = er.async_get(house.hass).async_get(desk.id), house.our_device("Desk")
    assert moved is not None
    assert there is not None
    assert (moved.area_id, there.area_id) == (attic, cellar)
    assert moved.name == "Desk"
    assert not _complaints(house)


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
