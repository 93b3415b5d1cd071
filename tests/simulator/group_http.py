"""The control side's operations on groups."""

from collections.abc import Callable
from typing import Final

from .controls import Controls
from .wire import Json


def _add(controls: Controls, body: Json) -> object:
    room = body.get("room", "")
    return {"id": controls.add_group(body["name"], *body["devices"], room=room).id}


GROUP_OPERATIONS: Final[dict[str, Callable[[Controls, Json], object]]] = {
    "add_group": _add,
    "change_group": lambda controls, body: controls.change_group(
        body["group"], *body["devices"]
    ),
    "rename_group": lambda controls, body: controls.rename_group(
        body["group"], body["name"]
    ),
    "remove_group": lambda controls, body: controls.remove_group(body["group"]),
}
