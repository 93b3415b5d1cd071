"""SonoffLAN with a device of an account and one in DIY mode, which is heard."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import mock_config_flow

from custom_components.ewelink.const import DIY_UNIQUE_ID, DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from tests import flow
from tests.home import until
from tests.simulator import Simulator
from tests.take_over.sonofflan import SONOFF, SonoffFlow, SonoffLan

from .network import DiyNetwork

LAMP = "Kitchen lamp"


class PlainHouse:
    """SonoffLAN with a device of an account and one in DIY mode, which is heard."""

    def __init__(self, network: DiyNetwork, theirs: SonoffLan) -> None:
        """Take what plays both."""
        self.network = network
        self.hass = network.hass
        self.simulator: Simulator = network.simulator
        self.theirs = theirs
        self.entities = er.async_get(network.hass)
        self.lamp_id = self.simulator.device(LAMP).device_id

    @property
    def plug_id(self) -> str:
        """Return the device in DIY mode."""
        return self.network.ids[0]

    async def start(self, *, with_lamp: bool) -> ConfigEntry:
        """Let SonoffLAN run both, or the one in DIY mode alone."""
        entry: ConfigEntry[Any] = await self.theirs.entry()
        self.theirs.add(
            entry, self.plug_id, "Plug", None, ("switch", "", ""), ("light", "", "X")
        )
        if with_lamp:
            self.theirs.add(entry, self.lamp_id, LAMP, 1, ("switch", "", ""))
        await self.theirs.start(entry)
        return entry

    async def heard(self) -> None:
        """Wait until the device in DIY mode is heard."""
        lan = self.hass.data[DATA_SHARED].local_network.lan
        await self.network.lan.announce(self.plug_id)
        await until(lambda: lan.strangers)

    async def sign_in(self) -> ConfigFlowResult:
        """Sign in; the form is shown."""
        result = await flow.add(self.hass, flow.typed_in(self.simulator))
        assert result["step_id"] == "take_over"
        return result

    async def answer(self, result: ConfigFlowResult, *, agrees: bool = True) -> None:
        """Answer the form."""
        result = await flow.submit(self.hass, result, {"take_over": agrees})
        assert result["type"] is FlowResultType.CREATE_ENTRY

    def entry(self, *, is_plain: bool) -> ConfigEntry[Any]:
        """Return the entry for DIY mode, or the account's."""
        entries = self.hass.config_entries.async_entries(DOMAIN, include_ignore=False)
        [found] = [it for it in entries if (it.unique_id == DIY_UNIQUE_ID) is is_plain]
        return found

    def moved(self, before: er.RegistryEntry) -> er.RegistryEntry:
        """Return what became of an entity: it has the id that it had."""
        after = self.entities.async_get(before.id)
        assert after is not None
        assert after.entity_id == before.entity_id
        return after

    def is_taken(self, before: er.RegistryEntry, *, is_plain: bool) -> bool:
        """Return whether an entity of theirs is an entry's now, and shown."""
        after, entry = self.moved(before), self.entry(is_plain=is_plain)
        if after.platform != DOMAIN:
            return False
        assert after.config_entry_id == entry.entry_id
        assert after.unique_id == f"{before.unique_id}_switch"
        state = self.hass.states.get(after.entity_id)
        assert state is not None
        return state.state in {"on", "off"}


@pytest.fixture
async def house(network: DiyNetwork) -> AsyncGenerator[PlainHouse]:
    """Return the house; nothing of it is set up."""
    await network.hass.config_entries.async_remove(network.entry.entry_id)
    await network.play("plug", "meter")
    theirs = SonoffLan(network.hass)
    theirs.install()
    with mock_config_flow(SONOFF, SonoffFlow):
        yield PlainHouse(network, theirs)
