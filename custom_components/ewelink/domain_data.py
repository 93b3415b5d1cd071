"""What outlives the config entries: the cloud's address and what was sent to it."""

from collections import defaultdict
from dataclasses import dataclass, field
from time import monotonic

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED
from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.hass_dict import HassKey

from .api.auth.contention import Contention
from .api.http.call_counter import CallCounter
from .api.http.limiter import Limiter
from .api.http.regions import Cloud
from .call_store import async_keep_calls
from .const import DOMAIN
from .inventory.ownership import Showing
from .pairing_manager import Pairings

LIVE_REQUEST_SECONDS = 60


class LiveRequests:
    """When each meter was last asked for live readings; once a minute is allowed."""

    def __init__(self) -> None:
        """Start with none asked."""
        self._asked_at: dict[str, float] = {}

    def wait_for(self, device_id: str) -> float:
        """Return the seconds until the meter may be asked, 0 where it may be now."""
        asked_at = self._asked_at.get(device_id, -LIVE_REQUEST_SECONDS)
        return max(0.0, asked_at + LIVE_REQUEST_SECONDS - monotonic())

    def note(self, device_id: str) -> None:
        """Take note that the meter is asked now."""
        self._asked_at[device_id] = monotonic()


@dataclass(slots=True)
class EwelinkShared:
    """One per Home Assistant; the vendor counts calls per IP address."""

    cloud: Cloud
    showing: Showing
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
    showing = Showing(hass)
    shared = EwelinkShared(Cloud(cloud_url), showing, Pairings(hass))
    await async_keep_calls(hass, shared.calls)
    hass.data[DATA_SHARED] = shared
    async_dispatcher_connect(
        hass, SIGNAL_CONFIG_ENTRY_CHANGED, showing.async_entry_changed
    )
