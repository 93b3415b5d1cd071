"""Meters that are asked for their figures in the local network, never by the cloud.

A meter is asked while an enabled entity shows one of its figures
(docs/protocol.md, "The local network").
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, callback

from .api.lan.network import LanNetwork
from .api.lan.polling import LivePoll, ask_once
from .api.ways import Way
from .devices.device import Device
from .devices.features import Feature
from .entry_data import local_control

# A meter with several loads tells of one at a time.
SECONDS_BETWEEN_LOADS = 5.0


@dataclass(slots=True)
class _Shown:
    """A meter, how many entities show figures of each load, and what ends asking it."""

    device: Device
    loads: Counter[int | None] = field(default_factory=Counter)
    asked: LivePoll | None = None
    end: Callable[[], None] = lambda: None


class LocalMeters:
    """Follows which figures of an account's meters anybody sees."""

    def __init__(self, lan: LanNetwork, entry: ConfigEntry) -> None:
        """Start with none shown."""
        self._lan = lan
        self._entry = entry
        self._shown: dict[str, _Shown] = {}

    @callback
    def async_show(self, device: Device, feature: Feature) -> CALLBACK_TYPE:
        """Ask a meter while an entity shows this figure; returns what ends that."""
        if device.type.local_poll is None:
            return _nothing
        shown = self._shown.get(device.id)
        if shown is None or shown.device is not device:
            shown = self._shown[device.id] = _Shown(device)
        shown.loads[feature.channel] += 1
        self._async_follow(shown)
        return partial(self._async_hide, shown, feature.channel)

    async def async_refresh(self, device: Device, channel: int | None) -> bool:
        """Ask for figures now; return whether the meter was there to be asked."""
        peer = self._lan.peer(device.id)
        if peer is None or self._is_barred(device):
            return False
        loads = () if channel is None else (channel,)
        how = _how(device, loads)
        return how is not None and await ask_once(peer, how, device.params)

    def _is_barred(self, device: Device) -> bool:
        """Return whether the user lets a device be reached by the cloud alone."""
        return local_control(self._entry.options).way_to(device) is Way.CLOUD

    @callback
    def _async_hide(self, shown: _Shown, channel: int | None) -> None:
        shown.loads[channel] -= 1
        if self._shown.get(shown.device.id) is not shown:
            return
        self._async_follow(shown)
        if not +shown.loads:
            del self._shown[shown.device.id]

    @callback
    def _async_follow(self, shown: _Shown) -> None:
        """Ask a meter for what is shown of it now."""
        device = shown.device
        loads = tuple(sorted(it for it in +shown.loads if it is not None))
        is_wanted = bool(+shown.loads) and not self._is_barred(device)
        how = _how(device, loads) if is_wanted else None
        if how == shown.asked and how is not None:
            return
        shown.asked = how
        shown.end()
        if how is not None:
            shown.end = self._lan.want_live(device.id, how, device.params)


def _how(device: Device, loads: tuple[int, ...]) -> LivePoll | None:
    """Return how a meter is asked; only some are asked for each load by itself."""
    word = device.type.local_poll
    if word is None:
        return None
    if word == "uiActive" and len(loads) > 1:
        return LivePoll(word=word, seconds=SECONDS_BETWEEN_LOADS, outlets=loads)
    return LivePoll(word=word, outlets=loads if word == "uiActive" else ())


def _nothing() -> None:
    """End what was not begun."""
