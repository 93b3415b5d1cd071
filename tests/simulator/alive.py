"""A home that lives: time passes and somebody walks through it."""

import asyncio
from itertools import count
import random
from typing import TYPE_CHECKING, Final

from .behaviours import Contact, Motion

if TYPE_CHECKING:
    from .controls import Controls

STEP: Final = 1.0
VISIT_EVERY: Final = 23
DOOR_OPEN: Final = 6


async def live(controls: Controls) -> None:
    """Advance all devices once a second; open a door now and then."""
    chance = random.Random(0)  # noqa: S311
    opened: list[str] = []
    for second in count(1):
        await asyncio.sleep(STEP)
        controls.tick(STEP)
        if second % VISIT_EVERY == DOOR_OPEN:
            for device_id in opened:
                device = controls.devices.get(device_id)
                if device is not None and device.params.get("lock") == 1:
                    controls.press(device_id)
            opened.clear()
        if second % VISIT_EVERY == 0:
            visited = _visited(controls, chance)
            opened += visited


def _visited(controls: Controls, chance: random.Random) -> list[str]:
    online = [device for device in controls.devices.values() if device.online]
    doors = [device for device in online if isinstance(device.behaviour, Contact)]
    motions = [device for device in online if isinstance(device.behaviour, Motion)]
    if motions:
        controls.press(chance.choice(motions).device_id)
    closed = [door for door in doors if door.params.get("lock") == 0]
    if not closed:
        return []
    door = chance.choice(closed)
    controls.press(door.device_id)
    return [door.device_id]
