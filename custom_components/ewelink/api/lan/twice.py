"""Which commands are harmless when a device obeys them twice.

To set a state again is; what a device does anew each time is not (docs/protocol.md,
"LAN commands").
"""

from typing import Final

from ..wire import Params, ReadOnlyParams, as_int, as_object

_NEVER: Final = frozenset(
    {
        "cmd",
        "electromotor",
        "forceShutdown",
        "op",
        "preEffects",
        "pulse",
        "pulses",
        "reboot",
        "restart",
        "soundAction",
        "test",
        "toggle",
    }
)
_STOP: Final = 0


def may_repeat(params: ReadOnlyParams, known: ReadOnlyParams) -> bool:
    """Return whether it is harmless that a command is obeyed twice.

    ``known`` are the params of the device by now: a relay that falls back by itself
    does so anew each time.
    """
    if not _NEVER.isdisjoint(params):
        return False
    if "motorTurn" in params and as_int(params["motorTurn"]) != _STOP:
        return False
    return not _falls_back(params, known)


def _falls_back(params: ReadOnlyParams, known: ReadOnlyParams) -> bool:
    """Return whether a command switches a relay that will not stay so."""
    if "switch" in params and _is_inching(known, params["switch"]):
        return True
    inching = {as_int(it.get("outlet")): it for it in _entries(known.get("pulses"))}
    return any(
        _is_inching(inching.get(as_int(it.get("outlet")), {}), it.get("switch"))
        for it in _entries(params.get("switches"))
    )


def _is_inching(setting: ReadOnlyParams, wanted: object) -> bool:
    """Return whether a setting lets a relay fall back from what is wanted."""
    if (nested := as_object(setting.get("pulseConfig"))) is not None:
        setting = nested
    if setting.get("pulse") != "on":
        return False
    # A device with one relay has its present state in that place.
    rest = setting.get("switch", "off") if "outlet" in setting else "off"
    return wanted != rest


def _entries(value: object) -> list[Params]:
    items = value if isinstance(value, list) else []
    return [entry for it in items if (entry := as_object(it)) is not None]
