"""A device that takes anything, and the checks the others are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from ..errors import RefusedError
from ..wire import Json

type Check = Callable[[Any], bool]

ON_OFF: Final = ("on", "off")
OUTLETS: Final = range(4)
PULSE_STEP: Final = 500
PULSE_MAX: Final = 3_600_000


@dataclass(kw_only=True)
class Reply:
    """What a device does about a command."""

    changes: Json = field(default_factory=dict)
    config: Json = field(default_factory=dict)
    reports: list[Json] = field(default_factory=list)


class Behaviour:
    """A device whose params are taken as they come."""

    checks: ClassVar[Mapping[str, Check]] = {}

    def command(self, params: Json, changes: Json) -> Reply:
        """Check a command and return what it changes."""
        for key, value in changes.items():
            check = self.checks.get(key)
            if check is not None and not check(value):
                raise RefusedError
        return Reply(changes=dict(changes))

    def buttons(self, params: Json) -> dict[str, str]:
        """Return the device's own buttons, id -> label."""
        return {"0": "Button"} if params.get("switch") in ON_OFF else {}

    def press(self, params: Json, button: str, now: float) -> Json:
        """Return the report that follows a press of one of its buttons."""
        return {"switch": opposite(params.get("switch"))}

    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        """Return what the device reports after some seconds."""
        return []


def opposite(state: Any) -> str:
    """Return the other of on and off."""
    return "off" if state == "on" else "on"


def one_of(*values: Any) -> Check:
    """Return a check for a fixed set of values of the same type."""
    return lambda value: any(
        value == item and type(value) is type(item) for item in values
    )


def whole(low: int, high: int, step: int = 1) -> Check:
    """Return a check for an int of a range."""
    return lambda value: (
        isinstance(value, int)
        and not isinstance(value, bool)
        and low <= value <= high
        and value % step == 0
    )


def digits(low: int, high: int) -> Check:
    """Return a check for an int in a string."""
    return lambda value: (
        isinstance(value, str) and value.isdigit() and low <= int(value) <= high
    )


def is_text(value: Any) -> bool:
    """Return True for a string."""
    return isinstance(value, str)


def outlet_list(**fields: Check) -> Check:
    """Return a check for a list of outlets, each at most once."""

    def check(value: Any) -> bool:
        if not isinstance(value, list) or not value:
            return False
        if not all(isinstance(item, dict) for item in value):
            return False
        outlets = [item.get("outlet") for item in value]
        if len(set(outlets)) != len(outlets):
            return False
        return all(whole(0, OUTLETS[-1])(outlet) for outlet in outlets) and all(
            test(item[key])
            for item in value
            for key, test in fields.items()
            if key in item
        )

    return check


def iso(now: float) -> str:
    """Return a time as the devices write it."""
    text = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def milliseconds(now: float) -> str:
    """Return a 13-digit time in a string."""
    return str(int(now * 1000))
