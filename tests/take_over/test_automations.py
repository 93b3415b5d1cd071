"""Tests of automations that a user has built on devices of SonoffLAN."""

from typing import Any

from custom_components.ewelink.const import DOMAIN
from homeassistant.components import automation
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from tests.home import until

from .house import House

AUTOMATION = "automation"
LAMP, HALL = "Kitchen lamp", "Hall switch"


def _of_device(house: House, name: str, tail: str, kind: str) -> dict[str, Any]:
    """Return what Home Assistant's own editor writes of a device's switch."""
    switch = house.their(name, "switch", tail)
    return {
        "device_id": switch.device_id,
        "domain": "switch",
        "entity_id": switch.id,
        "type": kind,
    }


def _automation(house: House) -> dict[str, Any]:
    trigger = _of_device(house, LAMP, "", "turned_on")
    condition = _of_device(house, HALL, "1", "is_on")
    return {
        "id": "built_on_devices",
        "alias": "Built on devices",
        "triggers": [{"trigger": "device", **trigger}],
        "conditions": [{"condition": "device", **condition}],
        "actions": [_of_device(house, HALL, "2", "turn_on")],
    }


async def _set_up(house: House) -> None:
    config = {AUTOMATION: [_automation(house)]}
    assert await async_setup_component(house.hass, AUTOMATION, config)
    await house.hass.async_block_till_done()


async def _runs(house: House) -> None:
    """Press the lamp's button; the automation turns the mirror on."""
    for name in (LAMP, HALL):
        house.simulator.push(name, _OFF[name])
    await until(lambda: _state(house, LAMP, "") == "off")
    await until(lambda: _state(house, HALL, "2") == "off")
    house.simulator.clear_counters()
    house.simulator.push(LAMP, {"switch": "on"})
    await until(lambda: _state(house, HALL, "2") == "on")
    [sent] = [
        it.data["params"] for it in house.simulator.frames if it.action == "update"
    ]
    assert sent == {"switches": [{"outlet": 1, "switch": "on"}]}


_OFF: dict[str, dict[str, Any]] = {
    LAMP: {"switch": "off"},
    HALL: {"switches": [{"outlet": 0, "switch": "on"}, {"outlet": 1, "switch": "off"}]},
}


def _state(house: House, name: str, tail: str) -> str | None:
    key = f"switch_{int(tail) - 1}" if tail else "switch"
    entity_id = er.async_get(house.hass).async_get_entity_id(
        "switch", DOMAIN, f"{house.id(name)}_{key}"
    )
    state = house.hass.states.get(entity_id or "")
    return None if state is None else state.state


async def test_goes_on(house: House) -> None:
    """Trigger, condition and action, without being touched."""
    await _set_up(house)
    await house.move()
    await _runs(house)


async def test_read_anew(house: House) -> None:
    """Home Assistant finds what it was built on when it reads it again."""
    config = _automation(house)
    await house.move()
    assert await async_setup_component(house.hass, AUTOMATION, {AUTOMATION: [config]})
    await house.hass.async_block_till_done()
    state = house.hass.states.get("automation.built_on_devices")
    assert state is not None
    assert state.state == "on"
    await _runs(house)


async def test_goes_on_after_the_way_back(house: House) -> None:
    """The devices are the same, so that nothing refers to what is gone."""
    await _set_up(house)
    used = automation.devices_in_automation(house.hass, "automation.built_on_devices")
    await house.move()
    await house.give_back()

    registry = er.async_get(house.hass)
    for config in (_of_device(house, LAMP, "", ""), _of_device(house, HALL, "2", "")):
        assert config["device_id"] in used
        assert registry.async_get(config["entity_id"]) is not None
