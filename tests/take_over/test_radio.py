"""Tests of remotes and radio sensors, which SonoffLAN shows on their bridge."""

from custom_components.ewelink.const import DOMAIN
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .house import House

BRIDGE = "RF bridge"


async def test_taught_to_a_bridge(house: House) -> None:
    """Keys and sensors go on where the bridge still knows them, and go back."""
    registry, bridge_id = er.async_get(house.hass), house.id(BRIDGE)
    kinds = {"0": "button", "2": "button", "1": "binary_sensor", "7": "button"}
    house.theirs.add(
        house.their_entry,
        bridge_id,
        BRIDGE,
        28,
        *((domain, channel, f"Code {channel}") for channel, domain in kinds.items()),
    )
    await house.hass.config_entries.async_reload(house.their_entry.entry_id)
    before = {}
    for channel, domain in kinds.items():
        made = house.theirs.entity(domain, f"{bridge_id}_{channel}")
        before[channel] = registry.async_update_entity(
            made.entity_id, new_entity_id=f"{domain}.{bridge_id}_{channel}"
        )
    await house.move()

    after = {channel: registry.async_get(it.id) for channel, it in before.items()}
    assert {
        channel: (it.entity_id, it.platform, it.unique_id.removeprefix(bridge_id))
        for channel, it in after.items()
        if it is not None
    } == {
        "0": (f"button.{bridge_id}_0", DOMAIN, "_rf_0"),
        "2": (f"button.{bridge_id}_2", DOMAIN, "_rf_2"),
        "1": (f"binary_sensor.{bridge_id}_1", DOMAIN, "_alarm_1"),
        "7": (f"button.{bridge_id}_7", "sonoff", "_7"),
    }
    for channel in ("0", "1", "2"):
        state = house.hass.states.get(before[channel].entity_id)
        assert state is not None
        assert "restored" not in state.attributes

    await house.give_back()
    for it in before.values():
        back = registry.async_get(it.id)
        assert back is not None
        assert (back.entity_id, back.platform) == (it.entity_id, "sonoff")
        assert (back.unique_id, back.device_id) == (it.unique_id, it.device_id)
    device = dr.async_get(house.hass).async_get(before["0"].device_id or "")
    assert device is not None
    assert device.identifiers == {("sonoff", bridge_id)}
