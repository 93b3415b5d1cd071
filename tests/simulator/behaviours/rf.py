"""The 433 MHz bridge (28, 90, 98): learned keys that are sent or received."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import Behaviour, Check, Look, Reply, fields, is_text, one_of, whole
from .replays import INIT, REPEAT, STATE, full_state, state_buttons
from .stamps import iso_of, moment_of, next_moment

COMMANDS: Final = ("capture", "captureCancel", "edit", "transmit")
LEARNED_CODE: Final = "25A401BD0423{:06X}"
FIRST_CODE: Final = 0x0E81A4
CHANNELS: Final = 64
CAPTURE_SECONDS: Final = 60.0
LEARN: Final = "learn"
SENT: Final = "sent:"
TRIGGER: Final = "rfTrig"
ALARMS: Final = ("6", "7")
_STEP: Final = 0x010101

_channel = whole(0, CHANNELS - 1)
_learned_key = fields(rfChl=_channel, rfVal=is_text)


def _key_list(value: Any) -> bool:
    if not isinstance(value, list) or not all(map(_learned_key, value)):
        return False
    return len({item["rfChl"] for item in value}) == len(value)


def key_names(tags: Json) -> dict[str, str]:
    """Return what the app calls learned keys, by channel; an alarm has no keys."""
    remotes = tags.get("zyx_info")
    found: dict[str, str] = {}
    for remote in _objects(remotes if isinstance(remotes, list) else [remotes]):
        for key in _objects(remote.get("buttonName")):
            found |= {channel: _name(remote, key[channel]) for channel in key}
    return found


def _objects(value: Any) -> list[Json]:
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def _name(remote: Json, key: Any) -> str:
    name = str(remote.get("name", ""))
    return name if remote.get("remote_type") in ALARMS else f"{name} {key}".strip()


class RfBridge(Behaviour):
    """Transmits learned channels, learns new ones, hears remotes."""

    checks: ClassVar[Mapping[str, Check]] = {
        "cmd": one_of(*COMMANDS),
        "sledOnline": one_of("on", "off"),
        "rfList": _key_list,
    }

    def __init__(self) -> None:
        """Learn nothing at first."""
        self._capturing: int | None = None
        self._left = 0.0
        self._code = FIRST_CODE

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        if changes.get("cmd") == "edit" and "rfList" not in changes:
            raise RefusedError
        if changes.get("cmd") in {"capture", "transmit"}:
            channel = changes.get("rfChl")
            if not _channel(channel):
                raise RefusedError
            if changes["cmd"] == "transmit" and channel not in self._learned(params):
                raise RefusedError
            if changes["cmd"] == "capture":
                self._capturing, self._left = channel, CAPTURE_SECONDS
        if changes.get("cmd") == "captureCancel":
            self._capturing = None
        return reply

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return self.labels(params, {})

    @override
    def labels(self, params: Json, tags: Json) -> dict[str, str]:
        named = key_names(tags)
        names = {
            str(channel): named.get(str(channel), f"Channel {channel}")
            for channel in self._learned(params)
        }
        labels = dict(names)
        if self._capturing is not None:
            labels[LEARN] = "Send a new code"
        labels |= {f"{SENT}{it}": f"App sends {name}" for it, name in names.items()}
        if self._triggers(params):
            labels[REPEAT] = "Repeat last trigger"
        return {**labels, **state_buttons(params)}

    @override
    def app_command(self, button: str) -> Json:
        if not button.startswith(SENT):
            return {}
        return {"cmd": "transmit", "rfChl": int(button.removeprefix(SENT))}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        triggers = self._triggers(params)
        if button == STATE:
            passing = ("cmd", "rfChl")
            state = full_state(params, button)
            return {key: state[key] for key in state if key not in passing}
        if button == INIT:
            return full_state(params, button)
        if button == REPEAT:
            last = max(triggers, key=lambda key: moment_of(triggers[key]))
            return {"cmd": "trigger", last: triggers[last]}
        if button == LEARN:
            return self._learn(params)
        moment = next_moment(now, *triggers.values())
        return {"cmd": "trigger", f"{TRIGGER}{button}": iso_of(moment)}

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        self._left = max(0.0, self._left - seconds)
        if not self._left:
            self._capturing = None
        return []

    @override
    def looks(self, params: Json) -> list[Look]:
        if self._capturing is None:
            return []
        return [Look(text=f"Learns channel {self._capturing}", lit=True)]

    def _learn(self, params: Json) -> Json:
        """Take the code of a remote that was not known."""
        channel, self._capturing = self._capturing, None
        others = [item for item in params["rfList"] if item["rfChl"] != channel]
        learned = {"rfChl": channel, "rfVal": LEARNED_CODE.format(self._code)}
        self._code = (self._code + _STEP) % 0x1000000
        return {"rfList": [*others, learned]}

    def _learned(self, params: Json) -> list[int]:
        return [item["rfChl"] for item in params.get("rfList", [])]

    def _triggers(self, params: Json) -> Json:
        return {
            key: params[key] for key in params if key.removeprefix(TRIGGER).isdigit()
        }
