"""What outlives the config entries: the cloud's address and what was sent to it."""

from collections import defaultdict
from dataclasses import dataclass, field

import aiohttp

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.hass_dict import HassKey

from .api.auth.contention import Contention
from .api.http.call_counter import CallCounter
from .api.http.limiter import Limiter
from .api.http.regions import Cloud
from .api.http.session import session_options
from .call_store import async_keep_calls
from .const import DOMAIN
from .inventory.ownership import Ownership
from .live_requests import LiveRequests
from .pairing_manager import Pairings


@dataclass(slots=True)
class EwelinkShared:
    """One per Home Assistant; the vendor counts calls per IP address."""

    cloud: Cloud
    session: aiohttp.ClientSession
    ownership: Ownership
    pairings: Pairings
    calls: CallCounter = field(default_factory=CallCounter)
    limiter: Limiter = field(init=False)
    live_requests: LiveRequests = field(default_factory=LiveRequests)
    contentions: defaultdict[tuple[str, str], Contention] = field(
        default_factory=lambda: defaultdict(Contention)
    )

    def __post_init__(self) -> None:
        """Let the limiter count what it lets through."""
        self.limiter = Limiter(counter=self.calls)

    def contention(self, account_key: str, app_id: str) -> Contention:
        """Return how the session of an account and APPID is contested."""
        return self.contentions[account_key, app_id]


DATA_SHARED: HassKey[EwelinkShared] = HassKey(DOMAIN)


async def async_prepare_shared(hass: HomeAssistant, cloud_url: str | None) -> None:
    """Make what all accounts share."""
    ownership = Ownership(hass)
    session = async_create_clientsession(hass, **session_options())
    shared = EwelinkShared(Cloud(cloud_url), session, ownership, Pairings(hass))
    await async_keep_calls(hass, shared.calls)
    hass.data[DATA_SHARED] = shared
    async_dispatcher_connect(
        hass, SIGNAL_CONFIG_ENTRY_CHANGED, ownership.async_entry_changed
    )
