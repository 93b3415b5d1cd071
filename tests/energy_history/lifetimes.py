"""What the sensors of energy that only grows have shown, and how meters were asked."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory

from custom_components.ewelink.energy_sensors import _AskedFor
from homeassistant.components.sensor import DOMAIN as SENSOR
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_component import DATA_INSTANCES
from tests.clock import turns
from tests.home import Home, until
from tests.simulator.behaviours import Keeper, Series

LIFETIME: Final = "energy_lifetime"
TODAY: Final = "energy_today"
UNKNOWN: Final = {"unknown", "unavailable"}
# Home Assistant itself waits so long until it loads an account anew.
_RELOADED: Final = timedelta(seconds=31)
_STARTED: Final = timedelta(minutes=1)


def entity(home: Home, device: str, feature: str) -> _AskedFor[Any]:
    """Return the entity itself."""
    found = home.hass.data[DATA_INSTANCES][SENSOR].get_entity(
        home.entity_id(device, feature)
    )
    assert isinstance(found, _AskedFor)
    return found


def is_asking(home: Home) -> bool:
    """Return whether a meter is asked just now."""
    if home.entry.state is not ConfigEntryState.LOADED:
        return False
    entities = home.hass.data[DATA_INSTANCES][SENSOR].entities
    return any(
        isinstance(it, _AskedFor) and it._schedule._is_running for it in entities
    )


async def pass_time(
    home: Home, freezer: FrozenDateTimeFactory, time: timedelta, step: timedelta
) -> None:
    """Let time pass, with all that meters are asked meanwhile."""
    while time > timedelta():
        freezer.tick(min(step, time))
        time -= step
        await turns()
        await until(lambda: not home.is_reading and not is_asking(home))


async def enable(home: Home, device: str, *features: str) -> None:
    """Let the user switch entities on; the entry is not loaded anew."""
    registry = er.async_get(home.hass)
    for feature in features:
        registry.async_update_entity(home.entity_id(device, feature), disabled_by=None)


async def allow(home: Home, freezer: FrozenDateTimeFactory, *entities: str) -> None:
    """Switch entities on, and wait for the questions of the start."""
    for it in entities:
        device, feature = it.rsplit(" ", 1)
        await enable(home, device, feature)
    await pass_time(home, freezer, _RELOADED, _RELOADED)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    await home.listed()
    await pass_time(home, freezer, _STARTED, _STARTED)


def asked(home: Home, device: str) -> int:
    """Return how often a meter was asked for its history."""
    return sum("Kwh" in key for params in home.sent(device) for key in params)


def keeper(home: Home, device: str) -> Keeper:
    """Return what a simulated meter does."""
    behaviour = home.sim(device).behaviour
    assert isinstance(behaviour, Keeper)
    return behaviour


def series_of(home: Home, device: str, channel: int | None = None) -> Series:
    """Return what a load has taken."""
    return keeper(home, device).kept.series[channel or 0]


def clock_of(home: Home, device: str) -> datetime:
    """Return what the clock of a meter shows."""
    return keeper(home, device).kept.now(home.sim(device).params)


def counted(series: Series, since: date, now: datetime) -> int:
    """Return what a load has taken since the beginning of a day."""
    return sum(series.days(now, (now.date() - since).days + 1))


class Shown:
    """What each sensor has shown, of which no lifetime may ever fall."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        self.values: dict[str, list[float]] = defaultdict(list)

    @callback
    def async_follow(self, hass: HomeAssistant) -> None:
        """Follow the states of one start of Home Assistant."""
        hass.bus.async_listen("state_changed", self._async_changed)

    @callback
    def _async_changed(self, event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new is None or new.state in UNKNOWN or "lifetime" not in new.entity_id:
            return
        values = self.values[new.entity_id]
        value = float(new.state)
        assert not values or value >= values[-1], new
        values.append(value)
