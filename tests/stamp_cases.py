"""Presses with several stamps, out of order, or of what was away."""

from .press_cases import KEYS, NONE, ONCE, ONE, ORB, RELAY, TWO
from .press_steps import FIRST, Case, Offline, action, key, local, told

BOTH = {**ORB, "trigTime": str(FIRST)}
CASES: dict[str, Case] = {
    "a press of what was offline": Case(1000, ONE, (key(1), ONCE), online=False),
    "a switch that was offline": Case(160, RELAY, (local(0), ONCE), online=False),
    "two stamps, one of which is told again": Case(7039, BOTH, (action(0), NONE)),
    "two stamps, one of which is no press": Case(
        7039, BOTH, (action(0, trigTime=str(FIRST + 1000)), NONE)
    ),
    "the same press with a stamp beside": Case(
        174,
        KEYS,
        (
            action(1),
            told("button_0 press_end"),
            action(1, trigTime=str(FIRST + 1000)),
            NONE,
        ),
    ),
    "pressed while offline": Case(1000, ONE, (Offline(key(1).params), NONE)),
    "the second button arrives first": Case(
        1002,
        TWO,
        (
            key(2, outlet=0),
            key(1, outlet=1),
            told("button_0 press_end", "button_1 press_end"),
        ),
    ),
    "a clock is set back by an hour": Case(
        1000, {**ONE, "trigTime": str(FIRST + 3_600_000)}, (key(1), ONCE)
    ),
}
