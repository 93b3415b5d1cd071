"""Tests of what long lists and many accounts take: calls and look-ups, counted."""

from collections.abc import Generator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.entity import EwelinkEntity
from custom_components.ewelink.feature_entities import FeatureEntities
from custom_components.ewelink.inventory.ownership import Ownership
from custom_components.ewelink.platforms import KINDS
from homeassistant.core import HomeAssistant

from .home import Home, until
from .simulator import Simulator, large_home, tower

FAMILY, THINGS = "GET /v2/family", "GET /v2/device/thing"
PAGE = 100
ACCOUNTS, OF_EACH = 10, 12


@contextmanager
def _counting(owner: type, method: str) -> Generator[list[object]]:
    """Note who or what a method of ours is called for."""
    called: list[object] = []
    whole = getattr(owner, method)

    def _noted(*args: object, **kwargs: object) -> object:
        called.append(args[1] if len(args) > 1 else args[0])
        return whole(*args, **kwargs)

    with patch.object(owner, method, _noted):
        yield called


@pytest.mark.parametrize("count", [150, 350])
async def test_a_long_list(home: Home, simulator: Simulator, count: int) -> None:
    """One call is made for each page, and each device looked at once by a platform."""
    simulator.cloud.world = large_home(count)
    with (
        _counting(FeatureEntities, "_async_new") as looked_at,
        _counting(Ownership, "_elsewhere") as claimed,
    ):
        await home.set_up()
    assert len(home.coordinator.data) == count
    assert home.called(FAMILY) == 1
    assert home.called(THINGS) == -(-count // PAGE)
    # All but updates, which ask for themselves.
    assert len(looked_at) == count * (len(KINDS) - 1)
    assert len(claimed) == count


async def test_a_push_beside_many(home: Home, simulator: Simulator) -> None:
    """A push is told to the entities of its device that show what changed."""
    simulator.cloud.world = large_home(150)
    await home.set_up()
    device = next(it for it in simulator.devices.values() if it.uiid == 1)
    with _counting(EwelinkEntity, "async_write_ha_state") as woken:
        simulator.push(device.name, {"switch": "on"})
        await until(lambda: home.has_state(device.name, "on"))
    assert len(woken) == 1


@pytest.fixture
def accounts(
    hass_at_simulator: HomeAssistant, simulator: Simulator, quick: None
) -> list[Home]:
    """Return many accounts with a home each, signed in but not set up."""
    world = simulator.cloud.world = tower(OF_EACH, ACCOUNTS)
    return [Home(hass_at_simulator, simulator, it) for it in world.accounts]


async def test_many_accounts(accounts: list[Home], simulator: Simulator) -> None:
    """Each has one socket and its own calls, and none looks at others' devices."""
    with (
        _counting(FeatureEntities, "_async_new") as looked_at,
        _counting(Ownership, "_elsewhere") as claimed,
        _counting(Ownership, "_ranking") as ranked,
    ):
        for account in accounts:
            await account.set_up()
    assert len(simulator.cloud.hub.sessions) == ACCOUNTS
    assert [len(it.coordinator.data) for it in accounts] == [OF_EACH] * ACCOUNTS
    assert {accounts[0].called(it) for it in (FAMILY, THINGS)} == {ACCOUNTS}
    assert len(looked_at) == ACCOUNTS * OF_EACH * (len(KINDS) - 1)
    assert len(claimed) == ACCOUNTS * OF_EACH
    assert ranked == []


async def test_a_push_beside_many_accounts(accounts: list[Home]) -> None:
    """A push to one account wakes nothing of the others."""
    for account in accounts:
        await account.set_up()
    last = accounts[-1]
    own: Device = next(
        it for it in last.coordinator.data.values() if it.thing.uiid == 1
    )
    with _counting(EwelinkEntity, "async_write_ha_state") as woken:
        last.simulator.push(own.name, {"switch": "on"})
        await until(lambda: last.has_state(own.name, "on"))
    assert [it.device for it in woken if isinstance(it, EwelinkEntity)] == [own]


async def test_an_account_beside_others_is_reloaded(accounts: list[Home]) -> None:
    """One account that is loaded anew asks for its own things only."""
    for account in accounts:
        await account.set_up()
    first = accounts[0]
    calls = first.called(THINGS)
    with _counting(FeatureEntities, "_async_new") as looked_at:
        await first.reload()
    assert first.called(THINGS) == calls + 1
    assert len(looked_at) == OF_EACH * (len(KINDS) - 1)
