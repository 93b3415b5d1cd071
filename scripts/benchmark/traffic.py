"""Reports of a home's devices, as frames that are ready to be written."""

from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Final

from tests.simulator import SimDevice
from tests.simulator.wire import Json, encode, merge

RELAYS: Final = frozenset({1, 2, 4})
CLIMATES: Final = frozenset({1770})
_TEXT: Final = 0x81
_SHORT: Final = 126
_WARMEST: Final = 4000


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
        self._buttons: dict[str, Iterator[str]] = {}

    def toggle_all(self) -> int:
        """Press a button of each relay device; return how many there are."""
        for device in self._switches:
            self._press(device)
        return len(self._switches)

    def report(self, kind: str) -> str:
        """Return the next frame: a relay that is switched, or a temperature."""
        return self._toggle() if kind == "relay" else self._warm()

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

    def _warm(self) -> str:
        device = next(self._next_climate)
        raw = int(device.params["temperature"]) + 10
        value = raw if raw < _WARMEST else raw - _WARMEST // 2
        params = {"temperature": str(value)}
        merge(device.params, params)
        return _report(device, params)


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
