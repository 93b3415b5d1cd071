"""What happens to devices with keys, and which presses must come of it.

A press is written ``key type [count]``; the key is the unique id behind the deviceid.
"""

from dataclasses import dataclass, field
from typing import Final

from .simulator.wire import Json

FIRST: Final = 1786000000000
ISO: Final = "2026-08-06T07:06:4{}.000Z"
BRIDGE: Final = "10f1e1d0b0"


@dataclass(frozen=True)
class Push:
    """The device reports this."""

    params: Json


@dataclass(frozen=True)
class App:
    """A phone sends this."""

    params: Json


@dataclass(frozen=True)
class Wait:
    """Time passes."""

    seconds: float


@dataclass(frozen=True)
class ReadList:
    """The list is read once more."""


@dataclass(frozen=True)
class Reconnect:
    """The connection breaks; meanwhile something happens that nobody hears."""

    missed: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Offline:
    """The device goes; it comes back with what happened meanwhile."""

    missed: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """These presses have come since the last look, and no others."""

    presses: tuple[str, ...]


@dataclass(frozen=True)
class Sends:
    """A press of the button beside sends one frame."""

    key: str
    params: Json


type Step = Push | App | Wait | ReadList | Reconnect | Offline | Told | Sends


@dataclass(frozen=True)
class Case:
    """A device, and what happens to it."""

    uiid: int
    params: Json
    steps: tuple[Step, ...]
    tags: Json = field(default_factory=dict)
    online: bool = True


def told(*presses: str) -> Told:
    """Return what must have come."""
    return Told(presses)


def key(second: int, how: object = 0, **more: object) -> Push:
    """Return a press that is stamped in milliseconds."""
    return Push({"key": how, "trigTime": str(FIRST + second * 1000), **more})


def action(second: int, outlet: object = 0, how: object = 0, **more: object) -> Push:
    """Return a press that is stamped in ISO 8601."""
    return Push(
        {"outlet": outlet, "key": how, "actionTime": ISO.format(second), **more}
    )


def local(outlet: object, how: object = 0, **more: object) -> Push:
    """Return a press that has no stamp."""
    return Push({"localKeyPass": {"outlet": outlet, "key": how}, **more})


def trigger(channel: int, second: int, **more: object) -> Push:
    """Return a key of a remote that is received."""
    return Push({"cmd": "trigger", f"rfTrig{channel}": ISO.format(second), **more})


def switches(*states: str) -> list[Json]:
    """Return four channels, the others of which are off."""
    all_states = (*states, "off", "off", "off", "off")[:4]
    return [{"outlet": it, "switch": state} for it, state in enumerate(all_states)]


def remote(kind: object, name: str, buttons: object) -> Json:
    """Return a remote as the app writes it down."""
    return {"remote_type": kind, "name": name, "buttonName": buttons}
