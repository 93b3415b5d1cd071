"""Tests of a house with one device of each kind, moved by a sign-in."""

from collections.abc import Iterator
from typing import Final

import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from tests.simulator import Simulator
from tests.simulator.factory import Row
from tests.simulator.kinds import KINDS, kind

from .house import House
from .sonofflan import SonoffLan
from .table import TABLE, Case

pytestmark = [pytest.mark.demo(), pytest.mark.usefixtures("quick", "sonoff_flow")]
# Where the table has two ways to the same, a device has one of them.
PLAYED: Final = list(
    {(it[0], it[1], it[3] or it[2]): it for it in TABLE if it[0] in KINDS}.values()
)


def _ids(simulator: Simulator) -> dict[int, str]:
    """Add one device of each kind; return their ids by type."""
    simulator.add_device(Row(name="Bridge", uiid=168))
    return {
        uiid: simulator.add_device(kind(uiid, f"Thing {uiid}")).device_id
        for uiid in sorted({it[0] for it in PLAYED})
    }


def _theirs(
    house: House, ids: dict[int, str]
) -> Iterator[tuple[Case, er.RegistryEntry]]:
    for case in PLAYED:
        uiid, domain, tail, _ = case
        device_id = ids[uiid]
        unique_id = f"{device_id}_{tail}" if tail else device_id
        yield case, house.theirs.entity(domain, unique_id)


async def test_each_kind(
    hass_at_simulator: HomeAssistant, simulator: Simulator
) -> None:
    """Each entity goes on as the table says, and shows what its device tells."""
    theirs = SonoffLan(hass_at_simulator)
    theirs.install()
    house = House(hass_at_simulator, simulator, theirs, await theirs.entry())
    ids = _ids(simulator)
    for uiid, domain, tail, _ in PLAYED:
        theirs.add(
            house.their_entry, ids[uiid], f"Thing {uiid}", uiid, (domain, tail, tail)
        )
    await theirs.start(house.their_entry)
    before = list(_theirs(house, ids))
    await house.move()

    registry, devices = er.async_get(house.hass), house.our_entry.runtime_data.data
    for (uiid, domain, _, after), their in before:
        now = registry.async_get(their.id)
        assert now is not None
        if after is None:
            assert (now.platform, now.unique_id) == ("sonoff", their.unique_id)
            continue
        assert now.platform == DOMAIN, their.unique_id
        assert (now.entity_id, now.domain) == (their.entity_id, domain)
        assert now.unique_id == f"{ids[uiid]}_{after}"
        assert now.disabled_by is None
        if after in {it.identity for it in devices[ids[uiid]].features}:
            state = house.hass.states.get(now.entity_id)
            assert state is not None
            assert "restored" not in state.attributes, now.unique_id
        if domain == "sensor" and now.unit_of_measurement is not None:
            # Without one its statistics would end.
            assert (now.capabilities or {}).get("state_class"), now.unique_id
    ids_of_ours = [(it.domain, it.unique_id) for it in house.all_ours().values()]
    assert len(ids_of_ours) == len(set(ids_of_ours))
