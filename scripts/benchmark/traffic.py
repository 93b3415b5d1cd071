"""Reports of a home's devices, as frames that are ready to be written."""

from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from typing import Final

from tests.simulator import SimDevice
from tests.simulator.behaviours.lamps import LEVEL
from tests.simulator.wire import Json, encode, merge

RELAYS: Final = frozenset({1, 2, 4})
CLIMATES: Final = frozenset({1770})
# Where a cover tells its position, and what else its report of an arrival holds.
ARRIVALS: Final[Mapping[int, tuple[str, Json]]] = {
    11: ("setclose", {"switch": "pause"}),
    67: ("per", {"op": 2}),
    126: ("currLocation", {"motorTurn": 0}),
    258: ("setclose", {"switch": "pause"}),
    7006: ("curPercent", {}),
    7034: ("setclose", {}),
}
# Which key is pressed, and how, as the simulator calls it.
REMOTES: Final[Mapping[int, str]] = {1000: "0", 1004: "2:0", 7039: "3:1"}
_TEXT: Final = 0x81
_SHORT: Final = 126
_WARMEST: Final = 4000
_LOW, _HIGH = 30, 70


def framed(text: str) -> bytes:
    """Return a text as a WebSocket frame of a server."""
    data = text.encode()
    if len(data) < _SHORT:
        return bytes((_TEXT, len(data))) + data
    return bytes((_TEXT, _SHORT)) + len(data).to_bytes(2) + data


class Traffic:
    """What devices report, one after the other; each report changes one state."""

    def __init__(self, devices: Mapping[str, SimDevice]) -> None:
        """Report for these devices, whose params follow."""
        self._switches = [it for it in devices.values() if it.uiid in RELAYS]
        self._next_switch = cycle(self._switches)
        self._next_climate = cycle(
            [it for it in devices.values() if it.uiid in CLIMATES]
        )
        self._next_light = cycle([it for it in devices.values() if _has_level(it)])
        self._next_cover = cycle([it for it in devices.values() if it.uiid in ARRIVALS])
        self._next_remote = cycle([it for it in devices.values() if it.uiid in REMOTES])
        self._buttons: dict[str, Iterator[str]] = {}
        self._levels: dict[str, Iterator[int]] = {}
        self._kinds: Mapping[str, Callable[[], str]] = {
            "relay": self._toggle,
            "sensor": self._warm,
            "light": self._dim,
            "cover": self._move,
            "press": self._press_key,
        }

    def toggle_all(self) -> int:
        """Press a button of each relay device; return how many there are."""
        for device in self._switches:
            self._press(device)
        return len(self._switches)

    def report(self, kind: str) -> str:
        """Return the next frame: of a relay, a sensor, a light, a cover or a remote."""
        return self._kinds[kind]()

    def _toggle(self) -> str:
        device = next(self._next_switch)
        return _report(device, self._press(device))

    def _press(self, device: SimDevice) -> Json:
        buttons = self._buttons.get(device.device_id)
        if buttons is None:
            buttons = cycle(device.behaviour.buttons(device.params))
            self._buttons[device.device_id] = buttons
        params = device.behaviour.press(device.params, next(buttons), 0.0)
        merge(device.params, params)
        return params

    def _level(self, device: SimDevice) -> int:
        """Return another level than the last time."""
        return next(self._levels.setdefault(device.device_id, cycle((_LOW, _HIGH))))

    def _dim(self) -> str:
        device = next(self._next_light)
        level = self._level(device)
        params = device.behaviour.turn(device.params, LEVEL, level, 0.0)
        merge(device.params, params)
        return _report(device, params)

    def _move(self) -> str:
        device = next(self._next_cover)
        key, others = ARRIVALS[device.uiid]
        params = {**others, key: self._level(device)}
        merge(device.params, params)
        return _report(device, params)

    def _press_key(self) -> str:
        device = next(self._next_remote)
        pressed = device.behaviour.press(device.params, REMOTES[device.uiid], 0.0)
        merge(device.params, pressed)
        return _report(device, pressed)

    def _warm(self) -> str:
        device = next(self._next_climate)
        raw = int(device.params["temperature"]) + 10
        value = raw if raw < _WARMEST else raw - _WARMEST // 2
        params = {"temperature": str(value)}
        merge(device.params, params)
        return _report(device, params)


def _has_level(device: SimDevice) -> bool:
    return LEVEL in device.behaviour.handles(device.params)


def _report(device: SimDevice, params: Json) -> str:
    return encode(
        {
            "action": "update",
            "deviceid": device.device_id,
            "apikey": device.apikey,
            "userAgent": "device",
            "params": params,
        }
    )
