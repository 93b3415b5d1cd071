"""What the Energy dashboard says of what is chosen there."""

from collections.abc import Iterable
from typing import Any

from homeassistant.components.energy.data import async_get_manager
from homeassistant.components.energy.validate import async_validate
from homeassistant.core import HomeAssistant


async def check_dashboard(hass: HomeAssistant, statistics: Iterable[str]) -> None:
    """Choose statistics as grid and as devices; nothing is complained of."""
    ids = list(statistics)
    sources: list[Any] = [
        {
            "type": "grid",
            "stat_energy_from": it,
            "stat_energy_to": None,
            "stat_cost": None,
            "entity_energy_price": None,
            "number_energy_price": None,
            "cost_adjustment_day": 0,
        }
        for it in ids
    ]
    consumption: list[Any] = [{"stat_consumption": it} for it in ids]
    manager = await async_get_manager(hass)
    await manager.async_update(
        {"energy_sources": sources, "device_consumption": consumption}
    )
    found = (await async_validate(hass)).as_dict()
    assert found["energy_sources"] == [[]] * len(ids)
    assert found["device_consumption"] == [[]] * len(ids)
