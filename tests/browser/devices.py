"""Where devices are found in Home Assistant, and how they are in truth."""

import re
from typing import Any

from playwright.sync_api import Locator, expect

from scripts.playground.simulator import Simulator

from .frontend import Frontend


def row_of(frontend: Frontend, name: str) -> Locator:
    """Return a device's row on the dashboard of all devices."""
    frontend.show("/all-devices/0")
    row = frontend.page.locator("hui-toggle-entity-row").filter(has_text=name)
    expect(row).to_be_visible()
    return row


def open_device(frontend: Frontend, name: str) -> None:
    """Go to the page of a device as one finds it among all."""
    page = frontend.page
    frontend.show("/config/devices/dashboard")
    page.get_by_placeholder(re.compile(r"Search \d+ devices")).fill(name)
    # The table is drawn anew while one types; what is pressed then is gone.
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("row").get_by_text(name).first.click()
    page.wait_for_url(re.compile("/config/devices/device/"))


def params_of(simulator: Simulator, name: str) -> Any:
    """Return the params of the simulated device itself."""
    return simulator.device(name)["params"]


def is_on(simulator: Simulator, name: str) -> bool:
    """Return whether the simulated device itself is on."""
    return bool(params_of(simulator, name)["switch"] == "on")


def relays(simulator: Simulator) -> list[str]:
    """Return how the relays of the fan are: its light, and three for its speeds."""
    switches = params_of(simulator, "Bedroom fan")["switches"]
    return [it["switch"] for it in switches]
