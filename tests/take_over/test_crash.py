"""Tests of Home Assistant killed between the steps: one state or the other, no mix."""

from collections.abc import Callable
from typing import Any

import pytest

from custom_components.ewelink.take_over import give_back, moves
from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .house import OURS, STAYING, House

STEPS = (
    (er.EntityRegistry, "async_update_entity_platform"),
    (er.EntityRegistry, "async_update_entity"),
    (dr.DeviceRegistry, "async_update_device"),
)
MOST = 24


class Killed(BaseException):
    """Home Assistant is gone."""


def _taken(house: House, before: dict[Any, er.RegistryEntry]) -> bool:
    """Return whether all is taken over, and nothing is half so."""
    ours = house.all_ours()
    moved = [before[place].id in ours for place in OURS]
    assert all(moved) or not any(moved)
    if all(moved):
        assert house.all_theirs().keys() == STAYING
        ids = [(it.domain, it.unique_id) for it in ours.values()]
        assert len(ids) == len(set(ids))
    return all(moved)


def _killing(at: int, calls: list[int], real: Callable[..., Any]) -> Callable[..., Any]:
    def _call(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == at:
            message = "killed"
            raise ValueError(message)
        return real(*args, **kwargs)

    return _call


@pytest.mark.parametrize("at", range(1, MOST, 3))
async def test_killed_while_taking(
    house: House, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The next set-up goes on where it ended."""
    before = house.all_theirs()
    result = await house.sign_in()
    calls: list[int] = []
    with monkeypatch.context() as patch:
        take = moves.Taking.async_take

        def _take(self: moves.Taking, plan: Any) -> int:
            for kind, name in STEPS:
                patch.setattr(kind, name, _killing(at, calls, getattr(kind, name)))
            return take(self, plan)

        patch.setattr(moves.Taking, "async_take", _take)
        await house.answer(result)
    assert house.our_entry.state is ConfigEntryState.SETUP_ERROR

    await house.hass.config_entries.async_reload(house.our_entry.entry_id)
    await house.settled()
    assert _taken(house, before)


@pytest.mark.parametrize("at", range(1, MOST, 3))
async def test_killed_while_giving(
    house: House, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """So does the way back."""
    before = {it.id: it for it in house.all_theirs().values()}
    await house.move()
    calls: list[int] = []
    with monkeypatch.context() as patch:
        for kind, name in STEPS:
            patch.setattr(kind, name, _killing(at, calls, getattr(kind, name)))
        with pytest.raises(ValueError, match="killed"):
            await give_back.async_give_back(house.hass, house.our_entry)

    await house.hass.config_entries.async_setup(house.our_entry.entry_id)
    await house.hass.async_block_till_done()
    after = {it.id: it for it in house.all_theirs().values()}
    for key, entity in before.items():
        assert after[key].unique_id == entity.unique_id
        assert after[key].device_id == entity.device_id
        assert after[key].entity_id == entity.entity_id
    assert house.their_entry.state is ConfigEntryState.LOADED
    assert house.our_entry.state is ConfigEntryState.SETUP_ERROR
