"""Pairing a new device, from the options to its page, as a person does it."""

import re

from playwright.sync_api import Page, expect
import pytest

from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Simulator

from .frontend import Frontend

pytestmark = pytest.mark.xdist_group("browser")

NAME = "Hallway plug"
# The device joins the Wi-Fi and the cloud as slowly as real ones do.
FOUND = 20_000
PAIRED = 60_000


def open_options(frontend: Frontend) -> Page:
    """Open the options of the account."""
    page = frontend.page
    frontend.show("/config/integrations/integration/ewelink")
    page.get_by_role("button", name="Configure").first.click()
    expect(page.get_by_text("Add a device")).to_be_visible()
    return page


def go_to_ways(page: Page) -> None:
    """Go from the menu to the ways that this host has."""
    page.get_by_text("Add a device").click()
    expect(page.get_by_text("hold the button for 5 seconds")).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("How to reach the device")).to_be_visible()


def go_to_wifi(page: Page, device: dict[str, str]) -> None:
    """Choose a device by its address."""
    page.get_by_text("At an address").click()
    page.locator("input[name=address]").fill(device["address"])
    page.get_by_role("button", name="Submit").click()


def fill_in_wifi(page: Page, wifi: dict[str, str]) -> None:
    """Fill in what a device needs."""
    page.locator("input[name=ssid]").fill(wifi["ssid"])
    page.locator("input[name=password]").fill(wifi["password"])
    page.locator("input[name=name]").fill(NAME)


def test_from_the_options_to_the_device(
    frontend: Frontend, simulator: Simulator, home: HomeAssistant
) -> None:
    """A device in pairing mode is in Home Assistant a minute later, with its switch."""
    [device] = simulator.get("/sim/state")["pairing"]
    wifi = simulator.get("/sim/state")["wifi"]
    page = open_options(frontend)
    page.get_by_text("Add a device").click()
    expect(page.get_by_text("hold the button for 5 seconds")).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("How to reach the device")).to_be_visible()
    go_to_wifi(page, device)
    expect(page.get_by_text(device["id"])).to_be_visible(timeout=FOUND)
    fill_in_wifi(page, wifi)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Waiting for the device")).to_be_visible(timeout=PAIRED)
    expect(page.get_by_text("is added and online")).to_be_visible(timeout=PAIRED)
    page.get_by_role("link", name="Open it").click()
    page.wait_for_url(re.compile("/config/devices/device/"))
    expect(page.get_by_text(NAME).first).to_be_visible()
    assert wifi["password"] not in home.child.log.read_text(encoding="utf-8")


def test_device_that_cannot_be_paired(
    frontend: Frontend, simulator: Simulator, home: HomeAssistant
) -> None:
    """The exact reason is told, with what can be done now."""
    device = simulator.post("/sim/pair", profile="encrypted")["result"]
    page = open_options(frontend)
    go_to_ways(page)
    go_to_wifi(page, device)
    expect(page.get_by_text("of the second generation")).to_be_visible(timeout=FOUND)
    page.get_by_text("Try another way").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("How to reach the device")).to_be_visible()
    page.get_by_text("With another computer").click()
    page.get_by_text("A computer with macOS or Linux").click()
    expect(page.get_by_text("Join the Wi-Fi that begins with")).to_be_visible()


def test_page_that_is_reloaded(
    frontend: Frontend, simulator: Simulator, home: HomeAssistant
) -> None:
    """The pairing goes on, and the options show it when they are opened again."""
    device = simulator.post("/sim/pair")["result"]
    page = open_options(frontend)
    go_to_ways(page)
    go_to_wifi(page, device)
    expect(page.get_by_text(device["id"])).to_be_visible(timeout=FOUND)
    fill_in_wifi(page, simulator.get("/sim/state")["wifi"])
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Adding the device").first).to_be_visible()
    frontend.show("/config/integrations/integration/ewelink")
    page.get_by_role("button", name="Configure").first.click()
    expect(page.get_by_text("is added and online")).to_be_visible(timeout=PAIRED)
