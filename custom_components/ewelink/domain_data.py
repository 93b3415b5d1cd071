"""What outlives the config entries: the cloud's address and what was sent to it."""

import asyncio
from dataclasses import dataclass, field

import aiohttp

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.hass_dict import HassKey

from .account_tokens import AccountTokens
from .api.firmware import KnownOffers
from .api.http.call_counter import CallCounter
from .api.http.limiter import Limiter
from .api.http.regions import Cloud
from .api.http.session import session_options
from .api.known import Known
from .call_store import async_keep_calls
from .const import DOMAIN
from .energy_history.budget import HistoryBudget
from .entity_budget import EntityBudget
from .inventory.list_calls import ListCalls
from .inventory.ownership import Ownership
from .live_requests import LiveRequests
from .local_network import LocalNetwork, is_own_host
from .pairing_manager import PairingManager


@dataclass(slots=True)
class DomainData:
    """One per Home Assistant; the vendor counts calls per IP address."""

    cloud: Cloud
    session: aiohttp.ClientSession
    ownership: Ownership
    pairings: PairingManager
    account_tokens: AccountTokens
    local_network: LocalNetwork
    history_budget: HistoryBudget
    calls: CallCounter = field(default_factory=CallCounter)
    list_calls: ListCalls = field(default_factory=ListCalls)
    limiter: Limiter = field(init=False)
    live_requests: LiveRequests = field(default_factory=LiveRequests)
    # What accounts knew that are loaded again, by their entries.
    handed_over: dict[str, Known] = field(default_factory=dict)
    # What firmware the cloud offers, by entry.
    firmware: dict[str, KnownOffers] = field(default_factory=dict)
    # Which new entities are enabled, by entry.
    budgets: dict[str, EntityBudget] = field(default_factory=dict)
    # Deviceids of radio bridges that are being taught.
    learning: set[str] = field(default_factory=set)
    # Channels of radio bridges, by deviceid, that were taught and never named.
    unnamed_codes: dict[str, set[int]] = field(default_factory=dict)
    # Names are read, altered and written as a whole.
    naming: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Let the limiter count what it lets through."""
        self.limiter = Limiter(counter=self.calls)


DATA_SHARED: HassKey[DomainData] = HassKey(DOMAIN)


async def async_prepare_shared(hass: HomeAssistant, cloud_url: str | None) -> None:
    """Make what all accounts share."""
    ownership = Ownership(hass)
    session = async_create_clientsession(hass, **session_options())
    shared = DomainData(
        Cloud(cloud_url),
        session,
        ownership,
        PairingManager(hass),
        AccountTokens(hass),
        LocalNetwork(hass, allow_loopback=is_own_host(cloud_url)),
        HistoryBudget(hass),
    )
    await async_keep_calls(hass, shared.calls)
    await shared.history_budget.async_load()
    hass.data[DATA_SHARED] = shared
    async_dispatcher_connect(
        hass, SIGNAL_CONFIG_ENTRY_CHANGED, ownership.async_entry_changed
    )
