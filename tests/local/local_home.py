"""An account whose devices are in the same network, and what both ways received."""

from collections.abc import Sequence
from functools import partial
from itertools import count
import json
from typing import Any, Final

from custom_components.ewelink.api.ways import LocalState
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, callback
from tests.home import Home, until
from tests.lan_simulator.process import LanSimulator

LAMP: Final = "Kitchen lamp"
OTHER: Final = "Coffee machine"
_numbers = count(100)


class LocalHome:
    """The home, its devices, and shortcuts to what a test asks about them."""

    def __init__(self, home: Home, lan: LanSimulator) -> None:
        """Join both; nothing is set up yet."""
        self.home = home
        self.lan = lan

    def id(self, device: str) -> str:
        """Return the deviceid."""
        return self.home.sim(device).device_id

    async def set_up(self, *devices: str, **options: Any) -> None:
        """Set the account up, with options of local control, and await devices."""
        if options:
            hass, entry = self.home.hass, self.home.entry
            hass.config_entries.async_update_entry(
                entry, options={"local_control": options}
            )
        await self.home.set_up()
        await self.there(*(devices or (LAMP,)))

    async def there(self, *devices: str) -> None:
        """Wait until devices take commands in their network."""
        for device in devices:
            await until(partial(self.can_send, device))

    def state(self, device: str) -> LocalState | None:
        """Return how a device stands in its network."""
        return self.home.coordinator.link.local_state(self.id(device))

    def can_send(self, device: str) -> bool:
        """Return whether commands go to a device directly."""
        state = self.state(device)
        return state is not None and state.can_send

    async def requests(self, device: str, *, path: str = "switch") -> list[Any]:
        """Return the data of what a device received at a path."""
        return [it["data"] for it in await self.lan.requests(device, path)]

    def listen(self, device: str, feature: str = "switch") -> Sequence[str]:
        """Return a list that each state is added to which is written."""
        return Written(self.home, self.home.entity_id(device, feature))

    def push_old(self, device: str, params: dict[str, Any]) -> None:
        """Let the cloud tell what it takes for news."""
        frame = {"action": "update", "deviceid": self.id(device), "params": params}
        self.home.simulator.push_text(json.dumps(frame))

    async def told_by_cloud(self, device: str = LAMP) -> None:
        """Wait until all that the cloud has told so far has arrived.

        What devices tell in their network comes sooner or later than that.
        """
        number = next(_numbers)
        self.push_old(device, {"version": number})
        params = self.home.coordinator.data[self.id(device)].params
        await until(lambda: params["version"] == number)


class Written(list[str]):
    """The states that an entity has had since."""

    def __init__(self, home: Home, entity_id: str) -> None:
        """Follow an entity."""
        super().__init__()
        self._entity_id = entity_id
        home.hass.bus.async_listen(EVENT_STATE_CHANGED, self._note)

    @callback
    def _note(self, event: Event[Any]) -> None:
        if event.data["entity_id"] == self._entity_id:
            self.append(event.data["new_state"].state)
