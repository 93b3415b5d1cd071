"""What meters keep of past days and hours (docs/protocol.md, "Energy history")."""

from dataclasses import replace

from ..energy_history import Encoding, EnergyHistory

HUNDRED_DAYS = EnergyHistory(
    params={"hundredDaysKwh": "get"},
    answer="hundredDaysKwhData",
    encoding=Encoding.DECIMAL_BYTES,
    kept=100,
)
HALF_YEAR_LOCALLY = replace(
    HUNDRED_DAYS,
    local_params={"h186DaysKwh": "get"},
    local_answer="h186DaysKwhData",
    local_kept=186,
)
OF_BREAKER = replace(HUNDRED_DAYS, encoding=Encoding.HEX_KWH)
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
