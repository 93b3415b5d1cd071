"""Many buttons, pressed all the time."""

from collections import Counter
from typing import Final

from freezegun.api import FrozenDateTimeFactory

from .event_devices import LISTED, as_text, listed, set_up
from .home import Home
from .simulator.factory import Row

BUTTONS: Final = 20
SECONDS: Final = 10
EACH_SECOND: Final = 100
TYPES: Final = ("press_end", "multi_press_end", "long_press_end")


def button(number: int) -> Row:
    """Return one of many buttons."""
    row = listed(7000)
    row.name = f"Button {number}"
    return row


async def test_storm(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A hundred presses a second, many of them repeated: each is told exactly once."""
    for number in range(BUTTONS):
        home.simulator.add_device(button(number))
    heard = await set_up(home)
    expected: Counter[tuple[str, str]] = Counter()
    for second in range(SECONDS):
        for press in range(EACH_SECOND):
            name = f"Button {press % BUTTONS}"
            moment = LISTED + 1000 * (second + 1) + 10 * press
            params = {"key": press % 3, "trigTime": as_text(moment)}
            for _ in range(1 + press % 3):
                home.simulator.push(name, params)
            unique_id = f"{home.sim(name).device_id}_button"
            expected[unique_id, TYPES[press % 3]] += 1
            freezer.tick(1 / EACH_SECOND)
        await home.delivered()
    told = await heard.take()
    assert len(told) == SECONDS * EACH_SECOND
    assert Counter((it.feature, it.event_type) for it in told) == expected
