"""A Home Assistant that SonoffLAN has run in, with entities that are loaded."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    mock_config_flow,
    mock_integration,
    mock_platform,
)

from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

SONOFF = "sonoff"
PLATFORMS = [
    Platform.ALARM_CONTROL_PANEL,
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CLIMATE,
    Platform.COVER,
    Platform.EVENT,
    Platform.FAN,
    Platform.HUMIDIFIER,
    Platform.LIGHT,
    Platform.MEDIA_PLAYER,
    Platform.NUMBER,
    Platform.REMOTE,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SIREN,
    Platform.SWITCH,
    Platform.VALVE,
]

# A domain, a tail and the entity's own name.
type Entities = Iterable[tuple[str, str, str | None]]


class SonoffFlow(ConfigFlow):
    """A flow is needed for there to be entries."""


class TheirEntity(Entity):
    """An entity that has the whole name, as theirs have."""

    def __init__(
        self, device_id: str, uiid: int | None, tail: str, device: str, name: str
    ) -> None:
        """Belong to a device."""
        self._attr_unique_id = f"{device_id}_{tail}" if tail else device_id
        self._attr_name = name
        self._attr_should_poll = False
        self._attr_device_info = dr.DeviceInfo(
            identifiers={(SONOFF, device_id)},
            connections={(dr.CONNECTION_NETWORK_MAC, _mac(device_id))},
            name=device,
            hw_version=None if uiid is None else str(uiid),
            sw_version="3.7.1",
        )


def _mac(device_id: str) -> str:
    return ":".join(f"{device_id:0>12}"[-12:][it : it + 2] for it in range(0, 12, 2))


@dataclass
class SonoffLan:
    """Plays SonoffLAN: what is added is there once it is set up."""

    hass: HomeAssistant
    entities: dict[str, list[tuple[str, TheirEntity]]] = field(default_factory=dict)
    setups: list[str] = field(default_factory=list)

    def install(self) -> None:
        """Let Home Assistant know the integration."""

        async def _set_up(hass: HomeAssistant, entry: ConfigEntry) -> bool:
            self.setups.append(entry.entry_id)
            await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
            return True

        async def _unload(hass: HomeAssistant, entry: ConfigEntry) -> bool:
            return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)

        mock_integration(
            self.hass,
            MockModule(SONOFF, async_setup_entry=_set_up, async_unload_entry=_unload),
        )
        mock_platform(self.hass, f"{SONOFF}.config_flow", None)
        for platform in PLATFORMS:
            self._install_platform(platform)

    def _install_platform(self, platform: Platform) -> None:
        async def _add(
            _hass: HomeAssistant,
            entry: ConfigEntry,
            add: AddConfigEntryEntitiesCallback,
        ) -> None:
            made = self.entities.get(entry.entry_id, [])
            add([it for domain, it in made if domain == platform])

        mock_platform(
            self.hass, f"{SONOFF}.{platform}", MockPlatform(async_setup_entry=_add)
        )

    async def entry(self, username: str = "them@example.com") -> MockConfigEntry:
        """Return an entry of an account, which is not set up yet."""
        entry = MockConfigEntry(
            domain=SONOFF,
            title=username,
            unique_id=username,
            data={"username": username, "password": "their canary"},
            options={"mode": "auto"},
        )
        entry.add_to_hass(self.hass)
        return entry

    def add(
        self,
        entry: ConfigEntry,
        device_id: str,
        name: str,
        uiid: int | None,
        *entities: tuple[str, str, str],
    ) -> None:
        """Add a device with entities: a domain, a tail and the whole name."""
        made = self.entities.setdefault(entry.entry_id, [])
        for domain, tail, suffix in entities:
            full = f"{name} {suffix}" if suffix else name
            made.append((domain, TheirEntity(device_id, uiid, tail, name, full)))

    async def start(self, entry: ConfigEntry) -> None:
        """Set an entry up."""
        with mock_config_flow(SONOFF, SonoffFlow):
            assert await self.hass.config_entries.async_setup(entry.entry_id)
            await self.hass.async_block_till_done()

    def entity(self, domain: str, unique_id: str) -> er.RegistryEntry:
        """Return what the registry holds of an entity of theirs."""
        registry = er.async_get(self.hass)
        entity_id = registry.async_get_entity_id(domain, SONOFF, unique_id)
        assert entity_id is not None, unique_id
        entity = registry.async_get(entity_id)
        assert entity is not None
        return entity
