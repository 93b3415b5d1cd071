"""The Energy dashboard, as a person uses it."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator

from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Simulator

from .frontend import Frontend

METER: Final = "Washing machine"
NO_PRICE: Final = dict.fromkeys(
    (
        "stat_energy_to",
        "stat_cost",
        "entity_energy_price",
        "number_energy_price",
        "entity_energy_price_export",
        "number_energy_price_export",
        "stat_compensation",
    )
)


def count_from_grid(home: HomeAssistant, *statistics: str) -> None:
    """Have statistics as what is taken from the grid."""
    sources = [
        NO_PRICE | {"type": "grid", "stat_energy_from": it, "cost_adjustment_day": 0}
        for it in statistics
    ]
    home.ask("energy/save_prefs", energy_sources=sources)


def statistic_of(simulator: Simulator) -> str:
    """Return the statistic into which the meter's past days are imported."""
    return f"ewelink:{simulator.device(METER)['id']}_energy"


def show_times(home: HomeAssistant, zone: str) -> None:
    """Show times and days by the clock of the browser, local, or of the server."""
    kinds = ("number_format", "time_format", "date_format", "first_weekday")
    value = dict.fromkeys(kinds, "language") | {"language": "en-GB", "time_zone": zone}
    home.ask("frontend/set_user_data", key="language", value=value)


def kwh_days_ago(home: HomeAssistant, simulator: Simulator, days: int) -> str:
    """Return how it is shown what the meter counted so many days ago, where it is."""
    zone = ZoneInfo(home.get("/api/config")["time_zone"])
    day = str(datetime.now(zone).date() - timedelta(days=days))
    counted = simulator.post("/sim/history", device=METER, day=day)["result"]
    return f"Grid total {counted['hundredths'] / 100:g} kWh"


def show_days_ago(frontend: Frontend, days: int) -> None:
    """Go back from today, as far as that."""
    frontend.show("/energy")
    for _ in range(days):
        frontend.page.get_by_role("button", name="Previous").click()


def show_last_month(frontend: Frontend) -> None:
    """Choose the last 30 days."""
    frontend.page.get_by_role("button", name="Select time period").click()
    frontend.page.get_by_text("Last 30 days", exact=True).click()


def grid_total(frontend: Frontend) -> Locator:
    """Return what was taken from the grid, in all."""
    return frontend.page.get_by_role("row").filter(has_text="Grid total")
