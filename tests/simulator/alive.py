"""A home that lives: time passes and somebody walks through it."""

import asyncio
from itertools import count
import random
from typing import TYPE_CHECKING, Final

from .behaviours import Contact, Motion

if TYPE_CHECKING:
    from .controls import Controls

STEP: Final = 1.0
DOOR_EVERY: Final = (180, 360)
DOOR_OPEN: Final = (8, 25)
MOVE_EVERY: Final = (70, 150)


async def live(controls: Controls) -> None:
    """Advance all devices once a second, and let somebody walk through the home."""
    visits = Visits(controls)
    for second in count(1):
        await asyncio.sleep(STEP)
        controls.tick(STEP)
        visits.pass_second(second)


class Visits:
    """Somebody who comes home now and then, and moves about more often."""

    def __init__(self, controls: Controls) -> None:
        """Plan the first visit; the plans are the same each time."""
        self._controls = controls
        self._chance = random.Random(0)  # noqa: S311
        self._opened: str | None = None
        self._next_door = self._chance.randint(*DOOR_EVERY)
        self._next_move = self._chance.randint(*MOVE_EVERY)

    def pass_second(self, second: int) -> None:
        """Do what is due."""
        if second >= self._next_door:
            self._next_door = second + self._use_door()
        if second >= self._next_move:
            self._next_move = second + self._chance.randint(*MOVE_EVERY)
            self._press(Motion)

    def _use_door(self) -> int:
        """Open a door, or close the one that was opened; return when to go on."""
        if self._opened is None:
            self._opened = self._press(Contact, lock=0)
            return self._chance.randint(*DOOR_OPEN)
        device = self._controls.devices.get(self._opened)
        if device is not None and device.params.get("lock") == 1:
            self._controls.press(self._opened)
        self._opened = None
        return self._chance.randint(*DOOR_EVERY)

    def _press(self, kind: type[Contact | Motion], **state: int) -> str | None:
        """Let one of the sensors of a kind notice somebody."""
        found = [
            device.device_id
            for device in self._controls.devices.values()
            if device.online
            and isinstance(device.behaviour, kind)
            and state.items() <= device.params.items()
        ]
        if not found:
            return None
        device_id = self._chance.choice(found)
        self._controls.press(device_id)
        return device_id
