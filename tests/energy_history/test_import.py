"""The action, from the question over the cloud to the statistics of every meter."""

from datetime import date, datetime, timedelta
import logging
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.components.recorder.statistics import (
    async_list_statistic_ids,
    validate_statistics,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.recorder import get_instance
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from tests.home import Home
from tests.simulator.behaviours import Keeper
from tests.simulator.behaviours.history import Hours, four_digits
from tests.simulator.kinds import kind
from tests.simulator.kinds.meters import PAIR
from tests.simulator.model import CommandFault

from .dashboard import check_dashboard
from .kept import (
    by_day,
    check_sums,
    counted,
    import_history,
    rows,
    statistic_of,
)
from .lifetimes import clock_of, keeper, series_of

NOON: Final = datetime.fromisoformat("2026-04-14T12:20:00+00:00")
# Behind the home, on its own, and so far ahead that its day is another one.
CLOCKS: Final = {5: 1, 32: 2, 182: 0, 226: 8, 126: 1, 130: 5.5, 190: 1}
DAYS: Final = {5: 100, 32: 100, 182: 100, 226: 100, 126: 180, 130: 180}
CHANNELS: Final = {126: (0, 1), 130: (0, 1, 2, 3)}
QUESTIONS: Final[dict[int, list[dict[str, Any]]]] = {
    5: [{"hundredDaysKwh": "get"}],
    32: [{"hundredDaysKwh": "get"}],
    182: [{"hundredDaysKwh": "get"}],
    226: [{"hundredDaysKwh": "get"}],
    126: [{"getKwh_00": 2}, {"getKwh_01": 2}],
    130: [{f"getKwh_0{it}": 2} for it in range(4)],
    190: [
        {"getHoursKwh": {"start": 0, "end": 719}},
        {"getHoursKwh": {"start": 720, "end": 2627}},
        {"getHoursKwh": {"start": 2628, "end": 4535}},
    ],
}
WIDE: Final = "Wide"
PLUG: Final = "Meter 5"

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture(name="home")
async def _home(
    hass: HomeAssistant, recorded: Home, freezer: FrozenDateTimeFactory
) -> Home:
    """Return an account with a meter of each spelling, in Berlin."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(NOON)
    for uiid, zone in CLOCKS.items():
        row = PAIR if uiid == 126 else kind(uiid)
        device = recorded.simulator.add_device(row)
        device.name = f"Meter {uiid}"
        device.params["timeZone"] = zone
    wide = recorded.simulator.add_device(kind(190))
    wide.name = WIDE
    wide.params["timeZone"] = 1
    assert isinstance(wide.behaviour, Keeper)
    wide.behaviour.kept = Hours(four_digits, kept=744)
    assert await async_setup_component(hass, "sensor", {})
    await recorded.set_up()
    recorded.simulator.clear_counters()
    return recorded


async def failed(home: Home, device: str, channel: int | None = None) -> str:
    """Import, which fails; return the key of what is said about it."""
    with pytest.raises(HomeAssistantError) as raised:
        await import_history(home, device, channel)
    assert raised.value.translation_domain == "ewelink"
    return raised.value.translation_key or ""


async def test_every_meter(
    hass: HomeAssistant, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """What each meter has counted is in the statistics when the action returns."""
    for uiid in CLOCKS:
        name = f"Meter {uiid}"
        await import_history(home, name)
        assert home.sent(name) == QUESTIONS[uiid]

    for uiid, count in DAYS.items():
        name = f"Meter {uiid}"
        for channel in CHANNELS.get(uiid, (None,)):
            statistic_id = statistic_of(home, name, channel)
            wanted = counted(
                series_of(home, name, channel), clock_of(home, name), count
            )
            assert await by_day(hass, statistic_id) == wanted
            check_sums(await rows(hass, statistic_id))

    await _check_hours(hass, home, "Meter 190", 4536)
    await _check_metadata(hass, home)
    told = [it.getMessage() for it in caplog.records if it.levelno >= logging.WARNING]
    assert not [it for it in told if "statistic" in it]


async def test_german_name(hass: HomeAssistant, home: Home) -> None:
    """A statistic is named as its language is written: German nouns are capital."""
    hass.config.language = "de"

    await import_history(home, PLUG)

    kept = {it["statistic_id"]: it for it in await async_list_statistic_ids(hass)}
    assert kept[statistic_of(home, PLUG)]["name"] == "Meter 5 Energie"


async def _check_hours(hass: HomeAssistant, home: Home, name: str, count: int) -> None:
    found = await rows(hass, statistic_of(home, name))
    wanted = series_of(home, name).hours(clock_of(home, name), 0, count - 1)
    assert [round(it["state"] * 100) for it in found] == wanted[::-1]
    assert found[-1]["start"] == NOON.replace(minute=0).timestamp()
    check_sums(found)


async def _check_metadata(hass: HomeAssistant, home: Home) -> None:
    kept = {it["statistic_id"]: it for it in await async_list_statistic_ids(hass)}
    ids = {key for key in kept if key.startswith("ewelink:")}
    assert len(ids) == 5 + 2 + 4
    one = kept[statistic_of(home, PLUG)]
    assert one["name"] == "Meter 5 energy"
    assert (
        kept[statistic_of(home, "Meter 126", 1)]["name"] == "Meter 126 Channel 2 energy"
    )
    for statistic_id in ids:
        assert kept[statistic_id]["has_sum"]
        assert kept[statistic_id]["source"] == "ewelink"
        assert kept[statistic_id]["unit_class"] == "energy"
        assert kept[statistic_id]["statistics_unit_of_measurement"] == "kWh"
    recorder = get_instance(hass)
    assert await recorder.async_add_executor_job(validate_statistics, hass) == {}
    await check_dashboard(hass, ids)


async def test_again_and_later(
    hass: HomeAssistant, home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The same again changes nothing; a correction moves all sums after it."""
    statistic_id = statistic_of(home, PLUG)
    await import_history(home, PLUG)
    before = await rows(hass, statistic_id)
    await import_history(home, PLUG)
    assert await rows(hass, statistic_id) == before

    series = series_of(home, PLUG)
    corrected = clock_of(home, PLUG).date() - timedelta(days=50)
    rise = 777
    series.correct(corrected, series.of_day(corrected) + rise)
    await import_history(home, PLUG)
    after = await rows(hass, statistic_id)
    check_sums(after)
    assert [it["sum"] for it in after[:49]] == [it["sum"] for it in before[:49]]
    for old, new in zip(before[49:], after[49:], strict=True):
        assert round(new["sum"] * 100) == round(old["sum"] * 100) + rise

    # Part of a meter's channels are imported where only one is meant.
    await import_history(home, "Meter 126", 1)
    assert await rows(hass, statistic_of(home, "Meter 126", 1))
    assert not await rows(hass, statistic_of(home, "Meter 126", 0))

    # Four digits, by the length of a full answer; a short one ends the questions.
    await import_history(home, WIDE)
    await _check_hours(hass, home, WIDE, 744)
    assert home.sent(WIDE) == QUESTIONS[190][:2]


async def test_budget(
    hass: HomeAssistant, home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Four questions a day reach a device by the cloud, reloads or not."""
    for _ in range(2):
        await import_history(home, PLUG)
    await home.reload()
    for _ in range(2):
        await import_history(home, PLUG)
    with pytest.raises(HomeAssistantError) as raised:
        await import_history(home, PLUG)
    assert raised.value.translation_key == "history_asked_often"
    local = dt_util.as_local(NOON + timedelta(days=1))
    placeholders = raised.value.translation_placeholders or {}
    assert placeholders["time"] == local.strftime("%Y-%m-%d %H:%M")
    assert len(home.sent(PLUG)) == 4

    # As many loads as there are: all of them, or none.
    await import_history(home, "Meter 130", 2)
    assert await failed(home, "Meter 130") == "history_asked_often"
    assert home.sent("Meter 130") == [{"getKwh_02": 2}]

    # What was not sent costs nothing.
    for _ in range(6):
        home.simulator.set_online("Meter 32", online=False)
        await home.delivered()
        assert await failed(home, "Meter 32") == "device_offline"
    home.simulator.set_online("Meter 32", online=True)
    await home.delivered()
    await import_history(home, "Meter 32")
    assert len(home.sent("Meter 32")) == 1


NONSENSE: Final = (
    "",
    "0",
    "zzzzzz",
    "00000",
    "ffffff",
    "0x0001",
    "000006" * 99 + "00000g",
    " 000006",
)


async def test_nothing_is_written_of_nonsense(hass: HomeAssistant, home: Home) -> None:
    """Whatever is not a history is refused as a whole, with words."""
    kept = keeper(home, PLUG).kept
    budget = hass.data[DATA_SHARED].history_budget
    for text in NONSENSE:
        kept.says = text
        assert await failed(home, PLUG) == "history_unreadable"
        budget._asked.clear()
    kept.says, kept.is_withheld = None, True
    assert await failed(home, PLUG) == "history_unreadable"
    kept.is_withheld = False
    budget._asked.clear()
    for error, key in ((504, "history_no_answer"), (411, "device_refused")):
        home.sim(PLUG).fault = CommandFault(error=error)
        assert await failed(home, PLUG) == key
    home.sim(PLUG).fault = None

    # The first answer counts, whatever becomes of the ones after it.
    keeper(home, WIDE).kept.says = "0006" * 720
    await import_history(home, WIDE)
    found = await rows(hass, statistic_of(home, WIDE))
    assert [it["state"] for it in found[-720:]] == [0.06] * 720

    assert await failed(home, "Kitchen lamp") == "no_energy_history"
    assert await failed(home, "Hall switch", 0) == "no_energy_history"
    assert not await rows(hass, statistic_of(home, PLUG))
    assert all(
        "Kwh" not in key
        for key in home.coordinator.data[home.sim(PLUG).device_id].params
    )


def test_date_of_the_clock() -> None:
    """The day of the meter that is far ahead is another one, else this proves less."""
    assert NOON.date() == date(2026, 4, 14)
