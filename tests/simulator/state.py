"""The whole simulator as JSON, for its page and for browser tests."""

from dataclasses import asdict

from .controls import Controls
from .model import SimDevice
from .wire import Json


def device_state(controls: Controls, device: SimDevice) -> Json:
    """Return a device as the page shows it."""
    place = controls.world.place_for(controls.account, device)
    family = controls.world.families.get(place.family_id)
    rooms = {room.id: room.name for room in family.rooms} if family else {}
    return {
        "id": device.device_id,
        "name": device.name,
        "uiid": device.uiid,
        "model": device.model,
        "online": device.online,
        "trouble": trouble_of(device),
        "home": family.name if family else "",
        "room": rooms.get(place.room_id, ""),
        "own": device.apikey == controls.account.apikey,
        "channels": device.tags.get("ck_channel_name", {}),
        "buttons": device.behaviour.labels(device.params, device.tags),
        "handles": {
            name: asdict(handle)
            for name, handle in device.behaviour.handles(device.params).items()
        },
        "looks": [asdict(look) for look in device.behaviour.looks(device.params)],
        "local": controls.cloud.places.get(device.device_id),
        "params": device.params,
    }


def trouble_of(device: SimDevice) -> str:
    """Return how a device misbehaves when it is told something."""
    if device.fault is None:
        return "none"
    return "silent" if device.fault.silent else "refuses"


def summary(controls: Controls) -> Json:
    """Return the counters."""
    return {
        "sessions": controls.sessions,
        "frozen": any(session.frozen for session in controls.cloud.hub.sessions),
        "calls": len(controls.calls),
        "frames": len(controls.frames),
        "violations": len(controls.violations),
        "limits": controls.cloud.limits.enforced,
        "drawn": controls.cloud.is_drawn,
        "local": bool(controls.cloud.places),
        "quota_used_up": controls.cloud.limits.quota == 0,
    }


def full_state(controls: Controls) -> Json:
    """Return homes, devices and counters."""
    world = controls.world
    return {
        "homes": [
            {"id": family.id, "name": family.name}
            for family in world.families_of(controls.account)
        ],
        "devices": [
            device_state(controls, device)
            for device in world.devices.values()
            if world.item_type(controls.account, device) is not None
        ],
        "groups": [
            {"id": group.id, "name": group.name, "devices": group.device_ids}
            for group in world.groups.values()
        ],
        "summary": summary(controls),
        "violations": [asdict(item) for item in controls.violations],
    }
