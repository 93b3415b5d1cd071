"""Whose the devices and entities of a plan are now."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .plan import Plan


@callback
def async_holds_any(hass: HomeAssistant, plan: Plan, entry_id: str) -> bool:
    """Return whether something that a plan moves is an entry's."""
    registry, devices = er.async_get(hass), dr.async_get(hass)
    held = (devices.async_get(it.id) for it in plan.devices)
    found = (registry.async_get(it.id) for it in plan.moves)
    return any(
        it is not None and it.config_entry_id == entry_id for it in (*held, *found)
    )


@callback
def async_not_taken(hass: HomeAssistant, plan: Plan) -> Plan:
    """Return what of a plan is still SonoffLAN's."""
    return Plan(
        tuple(
            it for it in plan.devices if async_holds_any(hass, Plan((it,)), it.entry_id)
        )
    )


@callback
def async_held(hass: HomeAssistant, plan: Plan, entry_id: str) -> frozenset[str]:
    """Return the deviceids of what a plan has moved to an entry."""
    registry = dr.async_get(hass)
    found = ((it.deviceid, registry.async_get(it.id)) for it in plan.devices)
    return frozenset(
        deviceid
        for deviceid, device in found
        if device is not None and device.config_entry_id == entry_id
    )
