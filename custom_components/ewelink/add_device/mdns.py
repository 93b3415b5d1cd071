"""Devices that tell of themselves in the local network (docs/protocol.md, "mDNS")."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, override

# Public, too, though missing in the library's own list of that.
from zeroconf import (  # type: ignore[attr-defined]
    DNSOutgoing,
    DNSQuestion,
    DNSText,
    RecordUpdate,
    RecordUpdateListener,
    ServiceInfo,
    Zeroconf,
)

from homeassistant.components.zeroconf import async_get_async_zeroconf
from homeassistant.components.zeroconf.const import DOMAIN as ZEROCONF
from homeassistant.core import HomeAssistant

SERVICE: Final = "_ewelink._tcp.local."
_QUERY: Final = 0
_PTR: Final = 12
_INTERNET: Final = 1
# Without the cloud, and so nothing that was ever paired.
_DIY: Final = "diy"


@contextmanager
def listening(
    hass: HomeAssistant, on_heard: Callable[[str], None]
) -> Iterator[Callable[[], None]]:
    """Tell the id of each device that is heard meanwhile; yields what asks for them.

    Where Home Assistant's zeroconf was not set up nothing is asked or heard.
    """
    if ZEROCONF not in hass.config.components:
        yield lambda: None
        return
    network = async_get_async_zeroconf(hass).zeroconf
    listener = _Listener(on_heard)
    network.async_add_listener(listener, None)
    try:
        yield partial(_ask, network)
    finally:
        network.async_remove_listener(listener)


def _ask(network: Zeroconf) -> None:
    """Ask all devices, also those that are known from before, to tell of themselves."""
    question = DNSOutgoing(_QUERY)
    question.add_question(DNSQuestion(SERVICE, _PTR, _INTERNET))
    network.async_send(question)


class _Listener(RecordUpdateListener):
    """Reads what is received; without a question, what is cached is not told."""

    def __init__(self, on_heard: Callable[[str], None]) -> None:
        super().__init__()
        self._on_heard = on_heard

    @override
    def async_update_records(
        self, zc: Zeroconf, now: float, records: list[RecordUpdate]
    ) -> None:
        for record in (it.new for it in records):
            if not isinstance(record, DNSText) or record.is_expired(now):
                continue
            if record.key.endswith(f".{SERVICE}"):
                self._read(record.text)

    def _read(self, text: bytes) -> None:
        # The service stands for the name, which may be one that the library refuses.
        told = ServiceInfo(SERVICE, SERVICE, properties=text).decoded_properties
        device_id = told.get("id")
        if device_id and not (told.get("type") or "").startswith(_DIY):
            self._on_heard(device_id.lower())
