"""Wireless buttons of one key to six, and relays with buttons of their own.

A press is a button `outlet:key` of the page, only the key on a device with one. Beside
the presses the page has what is none: the same report again, a full state, a battery.
"""

from collections.abc import Mapping
from typing import ClassVar, Final, override

from ..wire import Json
from .base import Check, Look, one_of, outlet_list
from .relays import Channels
from .replays import INIT, REPEAT, STATE, full_state, state_buttons
from .sensors import Sensor
from .stamps import TRIG_TIME, Stamp

KEYS: Final = ("Press", "Double press", "Long press", "Triple press")
KINDS: Final = ("press", "double", "long", "triple")
TRIPLE: Final = 4
DOUBLE_AND_LONG: Final = 3
BATTERY: Final = "battery"
GHOST: Final = "ghost"
_SENT_ALONG: Final = ("bleAddr",)
_FULL: Final = 100


def _presses(outlets: int, kinds: int) -> dict[str, str]:
    """Return a button for each kind of press of each key."""
    return {
        f"{outlet}:{key}": f"Key {outlet + 1} {KINDS[key]}"
        for outlet in range(outlets)
        for key in range(kinds)
    }


def _pressed(button: str) -> Json:
    """Return outlet and key of a press, the key alone of a device with one."""
    *outlet, key = map(int, button.split(":"))
    return {**({"outlet": outlet[0]} if outlet else {}), "key": key}


class Button(Sensor):
    """A wireless button: `key` with a new stamp for each press."""

    def __init__(
        self,
        outlets: int = 1,
        *,
        kinds: int = DOUBLE_AND_LONG,
        stamp: Stamp = TRIG_TIME,
    ) -> None:
        """Set the number of keys, the kinds of press and the shape of the stamp."""
        self._outlets = outlets
        self._kinds = kinds
        self._stamp = stamp

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        labels = self._presses()
        if self._stamp.key in params and "key" in params:
            labels[REPEAT] = "Repeat last press"
        if "battery" in params:
            labels[BATTERY] = "Battery"
        return {**labels, **state_buttons(params)}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        if button in {STATE, INIT}:
            return full_state(params, button)
        if button == BATTERY:
            return self._battery(params)
        if button == REPEAT:
            keys = ("outlet", "key", "count", *_SENT_ALONG, self._stamp.key)
            return {key: params[key] for key in keys if key in params}
        report = {key: params[key] for key in _SENT_ALONG if key in params}
        if "count" in params:
            report["count"] = params["count"] + 1
        return {**report, **_pressed(button), **self._stamp.next(params, now)}

    @override
    def looks(self, params: Json) -> list[Look]:
        if self._outlets == 1 or "key" not in params:
            return []
        button = f"{params.get('outlet')}:{params['key']}"
        return [Look(text=self._presses().get(button, button))]

    def _presses(self) -> dict[str, str]:
        if self._outlets == 1:
            return {str(key): KEYS[key] for key in range(self._kinds)}
        return _presses(self._outlets, self._kinds)

    def _battery(self, params: Json) -> Json:
        """Return the next reading, with the stamp of the last press."""
        stamp = {key: params[key] for key in (self._stamp.key,) if key in params}
        return {"battery": (params["battery"] - 1) % (_FULL + 1), **stamp}


class LocalButtons(Channels):
    """Relays whose buttons may be detached: a press is `localKeyPass` alone.

    It has no stamp. When another channel is switched, the firmware tells the last press
    once more: a ghost.
    """

    checks: ClassVar[Mapping[str, Check]] = {
        **Channels.checks,
        "relaySeparations": outlet_list(enable=one_of(0, 1)),
        "swModes": outlet_list(),
    }

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        labels = {**super().buttons(params), **_presses(self.channels, DOUBLE_AND_LONG)}
        if "localKeyPass" in params:
            labels[GHOST] = "Ghost"
        return {**labels, **state_buttons(params)}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        if button in {STATE, INIT}:
            return full_state(params, button)
        if button == GHOST:
            return {"localKeyPass": params["localKeyPass"]}
        if ":" in button:
            return {"localKeyPass": _pressed(button)}
        return super().press(params, button, now)
