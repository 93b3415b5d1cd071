"""Tests that everything is in the area that it was in, wherever that lies with us."""

from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)

from .house import House


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


async def test_area_of_a_device_with_channels(house: House) -> None:
    """Its channels are where it is, whatever room the cloud knows."""
    attic = ar.async_get(house.hass).async_get_or_create("Attic").id
    device = house.device("Hall switch")
    assert device is not None
    dr.async_get(house.hass).async_update_device(device.id, area_id=attic)
    mirror, lamp = (
        house.their("Hall switch", "switch", "2"),
        house.their("Kitchen lamp", "switch"),
    )
    await house.move()

    moved = er.async_get(house.hass).async_get(mirror.id)
    assert moved is not None
    assert er.async_get_effective_area_id(house.hass, moved) == attic
    other = er.async_get(house.hass).async_get(lamp.id)
    assert other is not None
    assert er.async_get_effective_area_id(house.hass, other) is None


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
