"""Pictures of dialogs: signing in, adding a device, moving from SonoffLAN."""

from collections.abc import Callable
import json
from typing import Final

from playwright.sync_api import Page, expect

from scripts.playground.account_flow import FLOWS, entries
from tests.browser.page_steps import WAY, enter_app
from tests.browser.test_add_account import open_sign_in, sign_in
from tests.browser.test_add_device import (
    FOUND,
    PAIRED,
    fill_in_wifi,
    go_to_ways,
    go_to_wifi,
    open_options,
)

from .camera import dialog
from .stage import Stage

type Scene = Callable[[Stage], None]

# High enough for a whole dialog, so that nothing in it is cut off.
_HIGH: Final = 1400
_MOVED: Final = ("Kitchen lamp", "Washing machine", "Coffee machine", "Attic light")


def _take(it: Stage, name: str, view: str, *scopes: str) -> None:
    page = it.frontend.page
    page.evaluate("document.activeElement?.blur()")
    page.wait_for_timeout(400)
    it.camera.take(page, dialog(page), name, view, *scopes)


def _high(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": _HIGH})


def signing_in(it: Stage) -> None:
    """Sign in with a password, after a look at the other way."""
    page, account = it.frontend.page, it.simulator.account
    _high(page)
    open_sign_in(it.frontend)
    expect(page.get_by_text("Singapore")).to_be_visible()
    _take(it, "sign-in", "the form for a password", "config.step.password.")

    open_sign_in(it.frontend, WAY)
    expect(page.get_by_text("An APPID and its secret come from")).to_be_visible()
    _take(it, "application-credentials", "the form for an APPID", "config.step.app.")
    enter_app(it.frontend, account)
    expect(page.get_by_text("/auth/external/callback")).to_be_visible()
    scope = "config.step.sign_in_page."
    _take(it, "sign-in-page", "the way to the sign-in page", scope)

    open_sign_in(it.frontend)
    sign_in(page, account, account.password)
    expect(page.get_by_text("Devices found:")).to_be_visible(timeout=FOUND)
    page.set_viewport_size({"width": 1280, "height": 640})
    _take(it, "devices-found", "the end of signing in", "config.create_entry.")
    page.get_by_role("button", name="Finish").click()
    expect(page.locator("dialog-data-entry-flow")).to_be_hidden()


def adding_a_device(it: Stage) -> None:
    """Add a device, from the menu of the options to the link to the device."""
    [device] = it.simulator.get("/sim/state")["pairing"]
    page = it.frontend.page
    _high(page)
    open_options(it.frontend)
    _take(it, "pairing-menu", "the menu of the options", "options.step.init.")
    page.get_by_text("Local control").click()
    expect(page.get_by_text("Way of one device")).to_be_visible()
    scope = "options.step.local_control."
    _take(it, "local-control", "the menu of local control", scope)
    open_options(it.frontend)
    page.get_by_text("Add a device").click()
    expect(page.get_by_text("hold the button for 5 seconds")).to_be_visible()
    _take(it, "pairing-mode", "how to begin", "options.step.mode.")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("How to reach the device")).to_be_visible()
    _take(it, "pairing-ways", "the ways of this host", "options.step.way.")
    go_to_wifi(page, device)
    expect(page.get_by_text(device["id"])).to_be_visible(timeout=FOUND)
    fill_in_wifi(page, it.simulator.get("/sim/state")["wifi"])
    _take(it, "pairing-wifi", "the form for the Wi-Fi", "options.step.wifi.")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Waiting for the device")).to_be_visible(timeout=PAIRED)
    scopes = ("options.progress.", "options.step.pair.")
    _take(it, "pairing-progress", "a device on its way", *scopes)
    expect(page.get_by_text("is added and online")).to_be_visible(timeout=PAIRED)
    scope = "options.abort.device_added"
    _take(it, "pairing-added", "a device that is added", scope)


def failing_to_add(it: Stage) -> None:
    """Meet a device that cannot be added, and ask for another way."""
    device = it.simulator.post("/sim/pair", profile="encrypted")["result"]
    page = it.frontend.page
    _high(page)
    open_options(it.frontend)
    go_to_ways(page)
    go_to_wifi(page, device)
    expect(page.get_by_text("of the second generation")).to_be_visible(timeout=FOUND)
    scopes = ("options.error.encrypted", "options.step.failed.")
    _take(it, "pairing-failed", "a device that cannot be added", *scopes)
    page.get_by_text("Try another way").click()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("With another computer").click()
    page.get_by_text("A computer with macOS or Linux").click()
    expect(page.get_by_text("Join the Wi-Fi that begins with")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 860})
    scope = "options.step.guided_posix."
    _take(it, "pairing-guided", "the command for another computer", scope)


def moving_from_sonofflan(it: Stage) -> None:
    """Sign in beside what plays SonoffLAN, as far as its question."""
    for entry in entries(it.home):
        it.home.delete(f"/api/config/config_entries/entry/{entry['entry_id']}")
    devices = {name: it.simulator.device(name)["id"] for name in _MOVED}
    step = it.home.post(FLOWS, {"handler": "sonoff"})
    told = {"devices": json.dumps(devices)}
    it.home.post(f"{FLOWS}/{step['flow_id']}", told)
    page, account = it.frontend.page, it.simulator.account
    _high(page)
    open_sign_in(it.frontend)
    sign_in(page, account, account.password)
    question = page.get_by_text("SonoffLAN runs devices of this account")
    expect(question).to_be_visible(timeout=FOUND)
    _take(it, "take-over", "the move from SonoffLAN", "config.step.take_over.")


EARLY: Final[tuple[Scene, ...]] = (signing_in,)
LATE: Final[tuple[Scene, ...]] = (
    adding_a_device,
    failing_to_add,
    moving_from_sonofflan,
)
