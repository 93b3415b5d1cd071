"""The house of a user who has run SonoffLAN for years."""

from dataclasses import dataclass
from typing import Any, Final

from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import ConfigEntry, ConfigEntryState, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, entity_registry as er
from tests import flow
from tests.home import until
from tests.simulator import Simulator

from .sonofflan import SONOFF, SonoffLan

# By device of the simulator: its type, and domain, tail and suffix of theirs.
THEIRS: Final[dict[str, tuple[int, tuple[tuple[str, str, str], ...]]]] = {
    "Kitchen lamp": (
        1,
        (
            ("switch", "", ""),
            ("switch", "led", "LED"),
            ("sensor", "rssi", "RSSI"),
            ("select", "startup", "Startup"),
            ("light", "", "Light"),
        ),
    ),
    "Hall switch": (
        2,
        (("switch", "1", "Ceiling"), ("switch", "2", "Mirror"), ("select", "1", "")),
    ),
    "Washing machine": (
        32,
        (
            ("switch", "", ""),
            ("sensor", "power", "Power"),
            ("sensor", "voltage", "Voltage"),
            ("sensor", "energy", "Energy"),
        ),
    ),
    "Desk": (
        190,
        (
            ("switch", "1", ""),
            ("sensor", "energy", "Energy"),
            ("sensor", "energy_day", "Energy day"),
        ),
    ),
    "Zigbee bridge": (168, (("sensor", "rssi", "RSSI"),)),
    "Front door": (3026, (("binary_sensor", "", ""), ("sensor", "battery", "Battery"))),
}
STAYING: Final = {("Kitchen lamp", "light", ""), ("Desk", "sensor", "energy")}
# By device, domain and tail: the end of our unique id.
OURS: Final = {
    ("Kitchen lamp", "switch", ""): "switch",
    ("Kitchen lamp", "switch", "led"): "led",
    ("Kitchen lamp", "sensor", "rssi"): "signal_strength",
    ("Kitchen lamp", "select", "startup"): "power_on_state",
    ("Hall switch", "switch", "1"): "switch_0",
    ("Hall switch", "switch", "2"): "switch_1",
    ("Hall switch", "select", "1"): "power_on_state_0",
    ("Washing machine", "switch", ""): "switch",
    ("Washing machine", "sensor", "power"): "power",
    ("Washing machine", "sensor", "voltage"): "voltage",
    ("Washing machine", "sensor", "energy"): "energy_today",
    ("Desk", "switch", "1"): "switch",
    ("Desk", "sensor", "energy_day"): "energy_today",
    ("Zigbee bridge", "sensor", "rssi"): "signal_strength",
    ("Front door", "binary_sensor", ""): "door",
    ("Front door", "sensor", "battery"): "battery",
}
# Where a user looks: what may not be other than before.
KEPT: Final = (
    "aliases",
    "categories",
    "entity_id",
    "hidden_by",
    "icon",
    "id",
    "labels",
    "name",
)


@dataclass
class House:
    """What is in it, and the steps of a user."""

    hass: HomeAssistant
    simulator: Simulator
    theirs: SonoffLan
    their_entry: MockConfigEntry

    def furnish(self, *names: str) -> None:
        """Let SonoffLAN know the devices that it would."""
        for name in names or THEIRS:
            uiid, entities = THEIRS[name]
            self.theirs.add(self.their_entry, self.id(name), name, uiid, *entities)

    def id(self, name: str) -> str:
        """Return the deviceid of a device."""
        return self.simulator.device(name).device_id

    def their(self, name: str, domain: str, tail: str = "") -> er.RegistryEntry:
        """Return an entity of theirs."""
        unique_id = f"{self.id(name)}_{tail}" if tail else self.id(name)
        return self.theirs.entity(domain, unique_id)

    def all_theirs(self) -> dict[tuple[str, str, str], er.RegistryEntry]:
        """Return all entities that are theirs now, by device, domain and tail."""
        found = er.async_get(self.hass).entities.values()
        names = {self.id(name): name for name in THEIRS}
        return {
            (names.get(head, head), it.domain, tail): it
            for it in found
            if it.platform == SONOFF
            for head, _, tail in [it.unique_id.partition("_")]
        }

    def all_ours(self) -> dict[str, er.RegistryEntry]:
        """Return all entities of ours, by their id in the registry."""
        found = er.async_get(self.hass).entities.values()
        return {it.id: it for it in found if it.platform == DOMAIN}

    def device(self, name: str) -> dr.DeviceEntry | None:
        """Return what the registry holds of a device as theirs."""
        return dr.async_get(self.hass).async_get_device_by_identifier(
            (SONOFF, self.id(name)), self.their_entry.entry_id
        )

    def our_device(self, name: str) -> dr.DeviceEntry | None:
        """Return what the registry holds of a device as ours."""
        return dr.async_get(self.hass).async_get_device_by_identifier(
            (DOMAIN, self.id(name)), self.our_entry.entry_id
        )

    @property
    def our_entry(self) -> ConfigEntry[Any]:
        """Return the entry of our account."""
        [entry] = self.hass.config_entries.async_entries(DOMAIN)
        return entry

    async def sign_in(self, **changes: Any) -> ConfigFlowResult:
        """Sign in; the form is shown."""
        return await flow.add(self.hass, flow.typed_in(self.simulator, **changes))

    async def answer(
        self, result: ConfigFlowResult, *, take_over: bool = True
    ) -> ConfigFlowResult:
        """Answer the form."""
        assert result["type"] is FlowResultType.FORM
        assert result["step_id"] == "take_over"
        return await flow.submit(self.hass, result, {"take_over": take_over})

    async def move(self) -> None:
        """Sign in and agree, until all is there."""
        await self.answer(await self.sign_in())
        await self.settled()

    async def settled(self) -> None:
        """Wait until the list is read."""
        entry = self.our_entry
        assert entry.state is ConfigEntryState.LOADED
        inventory = entry.runtime_data.inventory
        await until(lambda: inventory.calls and not inventory.is_reading)
        await self.hass.async_block_till_done()

    async def choose(self, item: str) -> ConfigFlowResult:
        """Choose in the menu of the options."""
        options = self.hass.config_entries.options
        result = await options.async_init(self.our_entry.entry_id)
        assert result["type"] is FlowResultType.MENU
        assert item in result["menu_options"]
        return await options.async_configure(result["flow_id"], {"next_step_id": item})

    async def confirm(self, result: ConfigFlowResult, **typed: Any) -> ConfigFlowResult:
        """Fill in a form of the options."""
        options = self.hass.config_entries.options
        result = await options.async_configure(result["flow_id"], typed)
        await self.hass.async_block_till_done()
        return result

    async def give_back(self) -> ConfigFlowResult:
        """Give all back."""
        return await self.confirm(await self.choose("give_back"), give_back=True)
