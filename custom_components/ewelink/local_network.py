"""Home Assistant's ear in the local network: one for all accounts and dialogs.

It listens on the zeroconf that all integrations share, so that nothing here waits or
raises (docs/protocol.md, "mDNS").
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from ipaddress import ip_address
from typing import Final, override

import aiohttp
from yarl import URL
from zeroconf import (  # type: ignore[attr-defined]
    # Public, too, though missing in the library's own list of that.
    DNSAddress,
    DNSOutgoing,
    DNSPointer,
    DNSQuestion,
    DNSService,
    DNSText,
    NotRunningException,
    RecordUpdate,
    RecordUpdateListener,
    Zeroconf,
)

from homeassistant.components.zeroconf import async_get_async_zeroconf
from homeassistant.components.zeroconf.const import DOMAIN as ZEROCONF
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.event import async_call_later

from .api.bugs import tell
from .api.errors import EwelinkUndeliveredError
from .api.lan.network import LanNetwork
from .api.lan.record import HUBS, SERVICE, read_record
from .api.lan.trial import try_at
from .api.wire import ReadOnlyParams
from .const import DOMAIN

# After the first question devices are asked so many seconds later.
QUESTIONS_AFTER: Final = (3, 10, 60)
TICK_SECONDS: Final = 1.0

_QUERY: Final = 0
_PTR: Final = 12
_INTERNET: Final = 1
_GOODBYE: Final = 0
_OF_SERVICE: Final = f".{SERVICE}"

# Without the cloud, and so nothing that was ever paired.
_DIY: Final = "diy"

type OnHeard = Callable[[str], None]


def is_own_host(url: str | None) -> bool:
    """Return whether an address is on this host, as that of a simulated cloud."""
    host = "" if url is None else URL(url).host or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_in_the_clear(name: str, told: Mapping[str, object]) -> bool:
    """Return whether a service's name and its values are of a device in DIY mode."""
    is_hub = name.lower().startswith(HUBS)
    return not is_hub and str(told.get("encrypt", "")).lower() != "true"


class LocalNetwork:
    """Hears devices, and asks them to tell of themselves.

    Where Home Assistant's zeroconf is not set up nothing is heard or asked.
    """

    def __init__(self, hass: HomeAssistant, *, allow_loopback: bool) -> None:
        """Prepare; nothing is heard before the start."""
        self._hass = hass
        self._zeroconf: Zeroconf | None = None
        self._timers: list[CALLBACK_TYPE] = []
        self._cancel_tick: CALLBACK_TYPE | None = None
        self._followers: list[OnHeard] = []
        session = async_create_clientsession(hass, cookie_jar=aiohttp.DummyCookieJar())
        clock = hass.loop.time
        self.lan = LanNetwork(session, clock=clock, allow_loopback=allow_loopback)
        self._listener = _Listener(self.lan, self._hear)

    @callback
    def async_start(self) -> None:
        """Listen and ask, until Home Assistant stops."""
        self._hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, self._async_stop)
        if ZEROCONF in self._hass.config.components:
            self._zeroconf = async_get_async_zeroconf(self._hass).zeroconf
            self._zeroconf.async_add_listener(self._listener, None)
            self._hass.async_create_background_task(
                self._ask_once_started(self._zeroconf), f"{DOMAIN} question"
            )
        self._timers = [
            async_call_later(self._hass, seconds, self._async_ask_again)
            for seconds in QUESTIONS_AFTER
        ]
        self._async_tick_later()

    async def _ask_once_started(self, zeroconf: Zeroconf) -> None:
        with suppress(NotRunningException):
            await zeroconf.async_wait_for_start()
            self.async_ask()

    @callback
    def async_ask(self) -> None:
        """Ask all devices, also those that are known from before, how they are."""
        if self._zeroconf is None:
            return
        question = DNSOutgoing(_QUERY)
        question.add_question(DNSQuestion(SERVICE, _PTR, _INTERNET))
        self._zeroconf.async_send(question)
        self.lan.note_question()

    async def async_try(
        self, device_id: str, known: ReadOnlyParams, host: str, port: int
    ) -> None:
        """Ask once whether a device answers at an address. Raises EwelinkError."""
        if (peer := self.lan.peer(device_id)) is None:
            message = "nobody shows the device"
            raise EwelinkUndeliveredError(message)
        await try_at(peer, known, host, port)

    @callback
    def async_follow(self, on_heard: OnHeard) -> CALLBACK_TYPE:
        """Tell the id of each paired device that is heard; returns what ends that.

        What was heard before is not told.
        """
        self._followers.append(on_heard)
        return partial(self._followers.remove, on_heard)

    def _hear(self, name: str, text: bytes) -> None:
        self.lan.hear_text(name, text)
        if not self._followers or (record := read_record(name, text)) is None:
            return
        if not record.type.startswith(_DIY):
            for follower in tuple(self._followers):
                tell(follower, record.device_id)

    @callback
    def _async_tick_later(self) -> None:
        self._cancel_tick = async_call_later(self._hass, TICK_SECONDS, self._async_tick)

    @callback
    def _async_tick(self, _now: datetime) -> None:
        self._async_tick_later()
        if self.lan.tick():
            self.async_ask()

    @callback
    def _async_ask_again(self, _now: datetime) -> None:
        self.async_ask()

    @callback
    def _async_stop(self, _event: Event) -> None:
        """Hear nothing and send nothing more."""
        for cancel in self._timers:
            cancel()
        if self._cancel_tick is not None:
            self._cancel_tick()
        if self._zeroconf is not None:
            self._zeroconf.async_remove_listener(self._listener)
            self._zeroconf = None
        self.lan.close()


class _Listener(RecordUpdateListener):
    """Sorts the records of devices out of all that is received.

    Of a packet, where a host is comes before what it tells.
    """

    def __init__(self, lan: LanNetwork, on_text: Callable[[str, bytes], None]) -> None:
        super().__init__()
        self._lan = lan
        self._on_text = on_text

    @override
    def async_update_records(
        self, zc: Zeroconf, now: float, records: list[RecordUpdate]
    ) -> None:
        texts: list[DNSText] = []
        addresses: list[DNSAddress] = []
        for update in records:
            record = update.new
            if isinstance(record, DNSAddress):
                addresses.append(record)
            elif isinstance(record, DNSPointer):
                self._hear_pointer(record)
            elif not record.key.endswith(_OF_SERVICE):
                continue
            elif isinstance(record, DNSText):
                texts.append(record)
            elif isinstance(record, DNSService) and not record.is_expired(now):
                self._lan.hear_service(record.name, record.port, record.server)
        # The last one counts as the newest: of the fourth version, if there is one.
        for address in sorted(addresses, key=lambda it: -len(it.address)):
            if not address.is_expired(now):
                spelt = str(ip_address(address.address))
                self._lan.hear_address(address.name, spelt)
        for text in texts:
            self._hear_text(text, now)

    def _hear_pointer(self, pointer: DNSPointer) -> None:
        """Take a goodbye; that a device is there, its text tells better."""
        if pointer.ttl == _GOODBYE and pointer.key == SERVICE:
            self._lan.hear_goodbye(pointer.alias)

    def _hear_text(self, text: DNSText, now: float) -> None:
        """Take a text; that an old one expires, as after each new one, is no news."""
        if text.ttl == _GOODBYE:
            self._lan.hear_goodbye(text.name, text.text)
        elif not text.is_expired(now):
            self._on_text(text.name, text.text)
