"""What meters keep of past days and hours, and what only that tells.

(docs/protocol.md, "Energy history" and "Energy that only grows").
"""

from dataclasses import replace

from ..energy_history import Encoding, EnergyHistory
from ..features import (
    Energy,
    FromHistory,
    HistoryLifetime,
    HistoryToday,
    LifetimeEnergy,
)
from ..places import Param
from .parts import HUNDREDTHS

_DAY = Param("dayKwh")

ENERGY_LIFETIME = LifetimeEnergy(key="energy_lifetime", place=_DAY, divide=HUNDREDTHS)
# Of some firmware, in kWh as it seems.
TOLD_TODAY = Energy(key="energy_today", place=_DAY)
HUNDRED_DAYS = EnergyHistory(
    params={"hundredDaysKwh": "get"},
    answer="hundredDaysKwhData",
    encoding=Encoding.DECIMAL_BYTES,
    kept=100,
)
OF_BREAKER = replace(HUNDRED_DAYS, encoding=Encoding.HEX_KWH)
HALF_YEAR_LOCALLY = replace(
    HUNDRED_DAYS,
    local_params={"h186DaysKwh": "get"},
    local_answer="h186DaysKwhData",
    local_kept=186,
)
HOURS = EnergyHistory(
    params={"getHoursKwh": None},
    answer="hoursKwhData",
    encoding=Encoding.HOURS,
    kept=4536,
    is_hourly=True,
)


def days_of_channels(count: int) -> EnergyHistory:
    """Return what a meter keeps of each of its loads."""
    return EnergyHistory(
        params={"getKwh_0{channel}": 2},
        answer="kwhHistories_0{channel}",
        encoding=Encoding.CENTS,
        kept=180,
        channels=tuple(range(count)),
    )


def from_days(
    channel: int | None = None, *, told: Energy | None = None
) -> tuple[FromHistory, ...]:
    """Return what a meter tells of a load only where it is asked for its days.

    ``told`` is how some firmware tells of the running day by itself.
    """
    return (
        HistoryLifetime(key="energy_lifetime", channel=channel),
        HistoryToday(key="energy_today", channel=channel, told=told),
    )


def from_days_of(count: int) -> tuple[FromHistory, ...]:
    """Return the same for each of several loads."""
    return tuple(it for channel in range(count) for it in from_days(channel))
