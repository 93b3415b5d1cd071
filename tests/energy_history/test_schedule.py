"""When meters are asked for their history: who allows it, how often, and when not."""

from datetime import datetime, timedelta
from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.energy_history.budget import HistoryBudgetError
from custom_components.ewelink.energy_history.reader import HistoryReader
from custom_components.ewelink.energy_history.schedule import HistorySchedule
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from tests.home import Home, until
from tests.simulator.kinds import kind
from tests.simulator.kinds.meters import PAIR
from tests.simulator.model import CommandFault

from .lifetimes import (
    LIFETIME,
    TODAY,
    allow,
    asked,
    clock_of,
    counted,
    enable,
    entity,
    pass_time,
    series_of,
)

NOON: Final = datetime.fromisoformat("2026-04-14T12:20:00+00:00")
PLUG: Final = "Meter 32"
RELAYS: Final = "Meter 126"
STACK: Final = "Meter 130"
SMALL: Final = "Meter 182"
ELITE: Final = "Meter 190"
CLOCKS: Final = {PLUG: 1, RELAYS: 5.5, STACK: None, SMALL: 1, ELITE: 1}
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(minutes=1)

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def begun() -> datetime:
    """Return when all begins."""
    return NOON


@pytest.fixture(name="home")
async def _home(
    hass: HomeAssistant, home: Home, freezer: FrozenDateTimeFactory, begun: datetime
) -> Home:
    """Return an account with meters, set up as it comes."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(begun)
    for name, zone in CLOCKS.items():
        uiid = int(name.split()[1])
        device = home.simulator.add_device(PAIR if uiid == 126 else kind(uiid))
        device.name = name
        if zone is not None:
            device.params["timeZone"] = zone
    await home.set_up()
    home.simulator.clear_counters()
    return home


async def reload(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Load the account anew, and let the minute of a start pass."""
    await home.reload()
    await pass_time(home, freezer, MINUTE, MINUTE)


def all_asked(home: Home) -> int:
    """Return how often meters were asked."""
    return sum(asked(home, it) for it in CLOCKS)


def schedule(home: Home) -> HistorySchedule:
    """Return what plans the questions."""
    return entity(home, ELITE, LIFETIME)._schedule


def lifetime(home: Home, device: str, channel: int | None = None) -> str:
    """Return what a meter has counted since the first day that it kept."""
    now = clock_of(home, device)
    kept = 100 if channel is None else 180
    since = now.date() - (kept - 1) * DAY
    return str(counted(series_of(home, device, channel), since, now) / 100)


async def test_nobody_allowed_it(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """As it comes nothing is asked, and nothing waits for it."""
    await pass_time(home, freezer, 2 * MINUTE, MINUTE)
    assert schedule(home)._cancel is None
    await pass_time(home, freezer, 2 * DAY, 3 * HOUR)
    assert all_asked(home) == 0
    assert schedule(home)._cancel is None


async def test_stop(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Nothing is asked while Home Assistant stops, as nothing can be kept then."""
    await allow(home, freezer, f"{PLUG} {LIFETIME}")
    home.simulator.clear_counters()
    home.hass.set_state(CoreState.stopping)
    await pass_time(home, freezer, DAY, 12 * HOUR)
    assert all_asked(home) == 0
    assert schedule(home)._cancel is None
    home.hass.set_state(CoreState.running)


async def test_consent(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """What is switched on lets its load be asked, and no other; off ends it."""
    first, second = f"{LIFETIME}_1", f"{TODAY}_1"
    await allow(home, freezer, f"{PLUG} {LIFETIME}", f"{RELAYS} {first}")
    assert home.sent(PLUG) == [{"hundredDaysKwh": "get"}]
    assert home.sent(RELAYS) == [{"getKwh_01": 2}]
    assert all_asked(home) == 2
    assert home.state(PLUG, LIFETIME) == lifetime(home, PLUG)
    assert home.state(RELAYS, first) == lifetime(home, RELAYS, 1)

    # Two of one load share each answer.
    await allow(home, freezer, f"{RELAYS} {second}")
    assert home.sent(RELAYS) == [{"getKwh_01": 2}] * 2
    today = series_of(home, RELAYS, 1).day_so_far(clock_of(home, RELAYS))
    assert home.state(RELAYS, second) == str(today / 100)
    assert asked(home, PLUG) == 1

    registry = er.async_get(home.hass)
    user = er.RegistryEntryDisabler.USER
    registry.async_update_entity(home.entity_id(PLUG, LIFETIME), disabled_by=user)
    registry.async_update_entity(home.entity_id(RELAYS, first), disabled_by=user)
    await pass_time(home, freezer, DAY, HOUR)
    assert asked(home, PLUG) == 1
    assert asked(home, RELAYS) == 3
    registry.async_update_entity(home.entity_id(RELAYS, second), disabled_by=user)
    await pass_time(home, freezer, 2 * DAY, 3 * HOUR)
    assert all_asked(home) == 4
    assert schedule(home)._cancel is None


async def test_after_midnight(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """It is asked in the eleventh minute of the day that the meter has."""
    await allow(home, freezer, f"{PLUG} {TODAY}", f"{RELAYS} {TODAY}_0")
    for name, midnight in ((RELAYS, "18:30"), (PLUG, "23:00")):
        feature = TODAY if name == PLUG else f"{TODAY}_0"
        begun = datetime.fromisoformat(f"2026-04-14T{midnight}:00+00:00")
        freezer.move_to(begun + 10 * MINUTE - timedelta(seconds=1))
        await pass_time(home, freezer, timedelta(milliseconds=1), HOUR)
        assert asked(home, name) == 1
        await pass_time(home, freezer, MINUTE + timedelta(seconds=1), HOUR)
        assert asked(home, name) == 2
        now = clock_of(home, name)
        assert (now.hour, now.minute) == (0, 11)
        series = series_of(home, name)
        assert home.state(name, feature) == str(series.day_so_far(now) / 100)


async def test_start(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A start asks where the last answer is over twelve hours old."""
    await allow(home, freezer, f"{PLUG} {LIFETIME}")
    for _ in range(3):
        await reload(home, freezer)
    assert asked(home, PLUG) == 1
    for hours, count in ((11, 1), (2, 2), (11, 2), (2, 3)):
        await home.hass.config_entries.async_unload(home.entry.entry_id)
        freezer.tick(hours * HOUR)
        await home.set_up()
        await pass_time(home, freezer, MINUTE, MINUTE)
        assert asked(home, PLUG) == count


async def test_start_about_midnight(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Where it is not sure which day the meter has, it is asked soon after."""
    await enable(home, PLUG, LIFETIME)
    freezer.move_to("2026-04-14T22:55:00+00:00")
    await reload(home, freezer)
    assert asked(home, PLUG) == 0
    await pass_time(home, freezer, 16 * MINUTE, MINUTE)
    assert asked(home, PLUG) == 1
    assert home.state(PLUG, LIFETIME) == lifetime(home, PLUG)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(CommandFault(error=504), id="busy"),
        pytest.param(CommandFault(error=411), id="refused"),
        pytest.param(None, id="nonsense"),
    ],
)
async def test_not_behind_a_failure(
    home: Home, freezer: FrozenDateTimeFactory, fault: CommandFault | None
) -> None:
    """What failed is asked at the next midnight, whatever starts before."""
    if fault is None:
        behaviour = home.sim(PLUG).behaviour
        behaviour.kept.says = "zz"  # type: ignore[attr-defined]
    home.sim(PLUG).fault = fault
    await allow(home, freezer, f"{PLUG} {LIFETIME}", f"{PLUG} {TODAY}")
    assert asked(home, PLUG) == 1
    assert home.state(PLUG, LIFETIME) == home.state(PLUG, TODAY) == "unknown"
    await reload(home, freezer)
    await pass_time(home, freezer, 9 * HOUR, HOUR)
    assert asked(home, PLUG) == 1

    home.sim(PLUG).fault = None
    if fault is None:
        behaviour.kept.says = None  # type: ignore[attr-defined]
    await pass_time(home, freezer, 2 * HOUR, HOUR)
    assert asked(home, PLUG) == 2
    assert home.state(PLUG, LIFETIME) == lifetime(home, PLUG)


async def test_today_is_over(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """What was told of another day is not shown as today's."""
    await allow(home, freezer, f"{PLUG} {TODAY}", f"{PLUG} {LIFETIME}")
    total = home.state(PLUG, LIFETIME)
    assert float(home.state(PLUG, TODAY)) > 0
    home.sim(PLUG).fault = CommandFault(error=504)
    await pass_time(home, freezer, 12 * HOUR, HOUR)
    assert home.state(PLUG, TODAY) == "unknown"
    assert home.state(PLUG, LIFETIME) == total
    await reload(home, freezer)
    assert home.state(PLUG, TODAY) == "unknown"
    assert home.state(PLUG, LIFETIME) == total


async def test_offline(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A device that is not there is not asked; soon after a start it may come."""
    device = home.coordinator.data[home.sim(PLUG).device_id]
    home.simulator.set_online(PLUG, online=False)
    await until(lambda: not device.available)
    await allow(home, freezer, f"{PLUG} {LIFETIME}")
    await pass_time(home, freezer, 20 * MINUTE, MINUTE)
    assert asked(home, PLUG) == 0
    home.simulator.set_online(PLUG, online=True)
    device = home.coordinator.data[home.sim(PLUG).device_id]
    await until(lambda: device.available)
    await pass_time(home, freezer, 6 * MINUTE, MINUTE)
    assert asked(home, PLUG) == 1

    home.simulator.set_online(PLUG, online=False)
    await until(lambda: not device.available)
    await pass_time(home, freezer, 3 * DAY, 3 * HOUR)
    home.simulator.set_online(PLUG, online=True)
    await until(lambda: device.available)
    await pass_time(home, freezer, HOUR, 5 * MINUTE)
    assert asked(home, PLUG) == 1
    await pass_time(home, freezer, DAY, HOUR)
    assert asked(home, PLUG) == 2
    asked_at = entity(home, PLUG, LIFETIME)._member.asked_at
    assert asked_at is not None
    clock = asked_at.replace(tzinfo=None) + HOUR
    total = counted(series_of(home, PLUG), NOON.date() - 99 * DAY, clock)
    assert home.state(PLUG, LIFETIME) == str(total / 100)


async def test_budget(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Four loads are asked once a day; what is asked by hand counts."""
    channels = [f"{STACK} {LIFETIME}_{it}" for it in range(4)]
    await allow(home, freezer, *channels)
    assert asked(home, STACK) == 4
    # At the first midnight they are still used up, and from the second on free.
    await pass_time(home, freezer, DAY - 2 * HOUR, HOUR)
    assert asked(home, STACK) == 4
    await pass_time(home, freezer, DAY, HOUR)
    assert asked(home, STACK) == 8
    for _ in range(5):
        await pass_time(home, freezer, DAY, HOUR)
    assert asked(home, STACK) == 28
    for it in range(4):
        assert home.state(STACK, f"{LIFETIME}_{it}") not in {"unknown", "unavailable"}

    reader = HistoryReader(home.hass)
    device = home.coordinator.data[home.sim(PLUG).device_id]
    for _ in range(4):
        await reader.async_read(home.coordinator, device, None)
    with pytest.raises(HistoryBudgetError):
        await reader.async_read(home.coordinator, device, None)
    await allow(home, freezer, f"{PLUG} {LIFETIME}")
    assert asked(home, PLUG) == 4


async def test_asked_by_hand(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """What the user asks for tells the sensors, too, and puts off the next question."""
    await allow(home, freezer, f"{PLUG} {LIFETIME}")
    await pass_time(home, freezer, 3 * HOUR, HOUR)
    device = home.coordinator.data[home.sim(PLUG).device_id]
    await HistoryReader(home.hass).async_read(home.coordinator, device, None)
    assert home.state(PLUG, LIFETIME) == lifetime(home, PLUG)
    assert entity(home, PLUG, LIFETIME)._member.asked_at == dt_util.utcnow()
    assert asked(home, PLUG) == 2


@pytest.mark.parametrize("begun", [datetime.fromisoformat("2026-03-27T12:00:00+00:00")])
async def test_day_of_23_hours(
    home: Home, freezer: FrozenDateTimeFactory, begun: datetime
) -> None:
    """Where the meter has the clock of the home, the budget is waited for."""
    await allow(home, freezer, *(f"{STACK} {LIFETIME}_{it}" for it in range(4)))
    # The questions of the start are over a day ago at the second midnight.
    await pass_time(home, freezer, DAY, HOUR)
    for _ in range(5):
        before = asked(home, STACK)
        await pass_time(home, freezer, DAY, 10 * MINUTE)
        assert asked(home, STACK) == before + 4


async def test_told_by_itself(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A meter that reports the day is not asked on account of it."""
    await allow(home, freezer, f"{SMALL} {TODAY}")
    assert asked(home, SMALL) == 1
    for told, shown in ((3.5, "3.5"), (3.4, "3.5"), (0.2, "0.2")):
        home.simulator.push(SMALL, {"dayKwh": told})
        await home.becomes(SMALL, shown, TODAY)
    await reload(home, freezer)
    assert home.state(SMALL, TODAY) == "0.2"
    await pass_time(home, freezer, 2 * DAY, 3 * HOUR)
    assert asked(home, SMALL) == 1


async def test_renamed(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Another entity id is no reason to forget anything, or to ask once more."""
    await allow(home, freezer, f"{PLUG} {LIFETIME}")
    total = home.state(PLUG, LIFETIME)
    er.async_get(home.hass).async_update_entity(
        home.entity_id(PLUG, LIFETIME), new_entity_id="sensor.all_of_it"
    )
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert home.state(PLUG, LIFETIME) == total
    await pass_time(home, freezer, 2 * MINUTE, MINUTE)
    assert asked(home, PLUG) == 1
    assert (
        home.hass.data[DATA_SHARED].history_budget.left(home.sim(PLUG).device_id) == 3
    )
