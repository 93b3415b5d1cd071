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
    """What a device does about a command.

    What is `passing` is heard by others as part of the command and is no state: a
    target, a sound.
    """

    changes: Json = field(default_factory=dict)
    passing: Json = field(default_factory=dict)
    config: Json = field(default_factory=dict)
    reports: list[Json] = field(default_factory=list)

    def pass_on(self, *keys: str) -> None:
        """Take keys out of the state."""
        for key in keys:
            if key in self.changes:
                self.passing[key] = self.changes.pop(key)


@dataclass(frozen=True, kw_only=True)
class Handle:
    """What can be turned or drawn on the device itself, and how it stands."""

    label: str
    low: float
    high: float
    value: float
    step: float = 1


class Behaviour:
    """A device whose params are taken as they come."""

    checks: ClassVar[Mapping[str, Check]] = {}

    def command(self, params: Json, changes: Json) -> Reply:
        """Check a command and return what it changes."""
        verify(changes, self.checks)
        return Reply(changes=dict(changes))

    def buttons(self, params: Json) -> dict[str, str]:
        """Return the device's own buttons, id -> label."""
        return {"0": "Button"} if params.get("switch") in ON_OFF else {}

    def labels(self, params: Json, tags: Json) -> dict[str, str]:
        """Return the labels of its buttons, with the names that its tags give."""
        return self.buttons(params)

    def app_command(self, button: str) -> Json:
        """Return what somebody's app sends for a button, {} for the device's own."""
        return {}

    def press(self, params: Json, button: str, now: float) -> Json:
        """Return the report that follows a press of one of its buttons."""
        return {"switch": opposite(params.get("switch"))}

    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        """Return what the device reports after some seconds."""
        return []

    def handles(self, params: Json) -> dict[str, Handle]:
        """Return what can be turned on the device itself, by id."""
        return {}

    def turn(self, params: Json, handle: str, value: float, now: float) -> Json:
        """Return the report that follows when a handle is turned."""
        return {}

    def looks(self, params: Json) -> list[Look]:
        """Return what one sees of the device, reported or not."""
        return []


@dataclass(frozen=True, kw_only=True)
class Look:
    """Something one sees: words, lit or not, in a colour or none."""

    text: str
    lit: bool = False
    colour: str = ""


def verify(changes: Json, checks: Mapping[str, Check]) -> None:
    """Refuse a command with a value that a check does not pass."""
    for key, value in changes.items():
        check = checks.get(key)
        if check is not None and not check(value):
            raise RefusedError


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


def stepped(low: float, high: float, step: float) -> Check:
    """Return a check for a number of a range, whole or not."""
    return lambda value: (
        isinstance(value, int | float)
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


def is_flag(value: Any) -> bool:
    """Return True for true and false themselves."""
    return isinstance(value, bool)


def never(value: Any) -> bool:
    """Refuse a key that is only reported."""
    return False


def fields(**checks: Check) -> Check:
    """Return a check for an object that has all these keys."""
    return lambda value: (
        isinstance(value, dict)
        and all(key in value and check(value[key]) for key, check in checks.items())
    )


def number_of(value: Any, default: float = 0.0) -> float:
    """Return what a device wrote as a number or in a string."""
    try:
        return float(value)
    except TypeError, ValueError:
        return default


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
