"""Messages that repeat what was said before: no press, however they look."""

from typing import Final

from ..wire import Json

REPEAT: Final = "repeat"
STATE: Final = "state"
INIT: Final = "init"


def state_buttons(params: Json) -> dict[str, str]:
    """Return what lets a device tell its full state; Wi-Fi adds `init` when new."""
    labels = {STATE: "Full state"}
    return {**labels, INIT: "Full state with init"} if "init" in params else labels


def full_state(params: Json, button: str) -> Json:
    """Return the full state that a button asks for, old stamps and all."""
    if button == INIT:
        return {**params, "init": 1}
    return {key: value for key, value in params.items() if key != "init"}
