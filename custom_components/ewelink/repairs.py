"""What a user can have repaired: changed local keys, and SonoffLAN beside us."""

from abc import abstractmethod
import asyncio
from typing import Any, override

import voluptuous as vol

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .coordinator import EwelinkConfigEntry
from .issues import SONOFFLAN_FOUND
from .take_over.offer import async_offer_entry, async_take_over_now


class _EntryRepair(RepairsFlow):
    """A repair of one entry, in one step."""

    def __init__(self, entry_id: str) -> None:
        """Keep of which entry."""
        self._entry_id = entry_id

    async def async_step_init(
        self, _user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Begin with telling what is wrong."""
        return await self.async_step_confirm()

    @abstractmethod
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Tell it, and repair it when the user agrees."""

    def _loaded_entry(self) -> EwelinkConfigEntry | None:
        entry: EwelinkConfigEntry | None = self.hass.config_entries.async_get_entry(
            self._entry_id
        )
        is_loaded = entry is not None and entry.state is ConfigEntryState.LOADED
        return entry if is_loaded else None

    def _ask(self, placeholders: dict[str, str] | None) -> RepairsFlowResult:
        return self.async_show_form(
            step_id="confirm",
            data_schema=vol.Schema({}),
            description_placeholders=placeholders,
        )


class WrongKeyFlow(_EntryRepair):
    """Reads the list again, which tells the keys."""

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Tell it, and read the list when the user has done something about it."""
        if user_input is None:
            issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
            return self._ask(None if issue is None else issue.translation_placeholders)
        if (entry := self._loaded_entry()) is None:
            return self.async_abort(reason="not_loaded")
        coordinator = entry.runtime_data
        reading = coordinator.async_begin_refresh()
        await asyncio.wait([reading])
        if reading.cancelled():
            return self.async_abort(reason="not_loaded")
        if not coordinator.last_update_success:
            return self.async_abort(reason="list_not_read")
        if coordinator.wrong_keys.async_check():
            return self.async_abort(reason="still_wrong")
        return self.async_create_entry(data={})


class TakeOverFlow(_EntryRepair):
    """Goes on with what SonoffLAN has set up."""

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Tell what moves, and do it when the user agrees."""
        if (entry := self._loaded_entry()) is None:
            return self.async_abort(reason="not_loaded")
        offer = await async_offer_entry(self.hass, entry)
        if user_input is None:
            return self._ask(offer.placeholders)
        await async_take_over_now(self.hass, entry, offer)
        return self.async_create_entry(data={})


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, Any] | None
) -> RepairsFlow:
    """Return what repairs an issue."""
    entry_id = (data or {}).get("entry_id", "")
    if issue_id.startswith(SONOFFLAN_FOUND):
        return TakeOverFlow(entry_id)
    return WrongKeyFlow(entry_id)
