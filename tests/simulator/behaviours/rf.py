"""The 433 MHz bridge (28): learned buttons that are sent or received."""

from collections.abc import Mapping
from typing import ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import Behaviour, Check, Reply, iso, one_of

COMMANDS: Final = ("capture", "captureCancel", "edit", "transmit", "trigger")
LEARNED_CODE: Final = "25A401BD04230E81A4"
CHANNELS: Final = 64
LEARN: Final = "learn"


class RfBridge(Behaviour):
    """Transmits learned channels, learns new ones, hears remotes."""

    checks: ClassVar[Mapping[str, Check]] = {
        "cmd": one_of(*COMMANDS),
        "sledOnline": one_of("on", "off"),
    }

    def __init__(self) -> None:
        """Learn nothing at first."""
        self._capturing: int | None = None

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        if changes.get("cmd") in {"capture", "transmit"}:
            channel = changes.get("rfChl")
            if not isinstance(channel, int) or not 0 <= channel < CHANNELS:
                raise RefusedError
            if changes["cmd"] == "transmit" and channel not in self._learned(params):
                raise RefusedError
            if changes["cmd"] == "capture":
                self._capturing = channel
        if changes.get("cmd") == "captureCancel":
            self._capturing = None
        return reply

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        labels = {
            str(channel): f"Remote {channel}" for channel in self._learned(params)
        }
        if self._capturing is not None:
            labels[LEARN] = "Send a new code"
        return labels

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        if button != LEARN:
            return {"cmd": "trigger", f"rfTrig{button}": iso(now)}
        channel, self._capturing = self._capturing, None
        others = [item for item in params["rfList"] if item["rfChl"] != channel]
        learned = {"rfChl": channel, "rfVal": LEARNED_CODE}
        return {"rfList": [*others, learned]}

    def _learned(self, params: Json) -> list[int]:
        return [item["rfChl"] for item in params.get("rfList", [])]
