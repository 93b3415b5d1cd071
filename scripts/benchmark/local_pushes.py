"""Records of devices: ours, and the least that any listener must do, in turns."""

import asyncio
import gc
from statistics import median
import time
from typing import Any, Final, override

from zeroconf import (  # type: ignore[attr-defined]
    DNSIncoming,
    DNSText,
    RecordUpdate,
    RecordUpdateListener,
    Zeroconf,
    current_time_millis,
)

from custom_components.ewelink.api.lan.crypto import LanKey
from homeassistant.components.zeroconf import async_get_async_zeroconf
from homeassistant.core import HomeAssistant

from .floor import ATTRIBUTES
from .local_home import LocalHome, hearing_instead
from .watch import watching

DEVICES: Final = 50
# An even number for each leaves them as they were, whoever listened.
TIMES: Final = 2 * DEVICES
PACE: Final = 0.006
_WARM_UP: Final = 1
_ALLOWED: Final = 1.3


class _Bare(RecordUpdateListener):
    """Opens a record, and sets one state."""

    def __init__(self, hass: HomeAssistant, keys: dict[str, LanKey]) -> None:
        super().__init__()
        self._async_set = hass.states.async_set
        self._keys = keys

    @override
    def async_update_records(
        self, zc: Zeroconf, now: float, records: list[RecordUpdate]
    ) -> None:
        for record in (it.new for it in records):
            # An old text expires when there is a new one.
            if isinstance(record, DNSText) and not record.is_expired(now):
                self._set_state(_values(record.text))

    def _set_state(self, values: dict[str, str]) -> None:
        if (key := self._keys.get(values.get("id", ""))) is not None:
            params = key.open(values["data1"], values["iv"])
            entity_id = f"sensor.floor_{values['id']}"
            self._async_set(entity_id, str(params["switch"]), ATTRIBUTES)


def _values(text: bytes) -> dict[str, str]:
    values, at = {}, 0
    while at < len(text):
        end = at + 1 + text[at]
        name, _, value = text[at + 1 : end].decode().partition("=")
        values[name], at = value, end
    return values


async def records(home: LocalHome, rounds: int) -> dict[str, float]:
    """Return the microseconds from the socket to the state, and those of the work."""
    chosen = list(home.switches().values())[:DEVICES]
    keys = {it: LanKey(home.lan.device(it)["key"]) for it in chosen}
    ears: dict[str, RecordUpdateListener] = {
        "ours": home.listener,
        "floor": _Bare(home.hass, keys),
    }
    late: dict[str, list[float]] = {name: [] for name in ears}
    work: dict[str, list[float]] = {name: [] for name in ears}
    for number in range(rounds + _WARM_UP):
        for name, ear in list(ears.items())[:: 1 if number % 2 else -1]:
            gc.collect()
            with hearing_instead(home, ear):
                came = await _heard(home, chosen)
            alone = await _alone(home, ear, chosen)
            if number >= _WARM_UP:
                late[name] += came
                work[name].append(alone)
    ours, floor = median(late["ours"]), median(late["floor"])
    return {
        "local_record_ours": ours,
        "local_record_floor": floor,
        "local_record_beyond": ours - _ALLOWED * floor,
        "local_work_ours": median(work["ours"]),
        "local_work_floor": median(work["floor"]),
    }


async def _heard(home: LocalHome, devices: list[str]) -> list[float]:
    with watching(home.hass) as watch:
        how: dict[str, Any] = {"times": TIMES, "pace": PACE}
        left = await home.lan.do("toggle", devices=devices, **how)
        await watch.wait(TIMES)
        came = watch.times
    if len(came) != TIMES:
        raise RuntimeError(f"{TIMES} records changed {len(came)} states")
    return [(at - since) / 1e3 for since, at in zip(left, came, strict=True)]


async def _alone(
    home: LocalHome, ear: RecordUpdateListener, devices: list[str]
) -> float:
    """Return the microseconds of work on a record, past the socket."""
    packets = home.lan.packets.received
    packets.clear()
    with hearing_instead(home, None):
        await home.lan.do("toggle", devices=devices, times=TIMES, pace=PACE)
        await asyncio.sleep(0.1)
    shared = async_get_async_zeroconf(home.hass).zeroconf
    told = [
        [RecordUpdate(it, None) for it in DNSIncoming(packet).answers()]
        for packet in packets
    ]
    now = current_time_millis()
    started = time.process_time_ns()
    for updates in told:
        ear.async_update_records(shared, now, updates)
    return (time.process_time_ns() - started) / len(told) / 1e3
