"""What all touch panels of a family report."""

from typing import Final

from ..factory import channel_params
from ..wire import Json

PANEL: Final[Json] = {
    **channel_params(),
    "lightSwitch": "off",
    "lightMode": 1,
    "disableSwipeGesture": False,
    "workMode": 1,
}
