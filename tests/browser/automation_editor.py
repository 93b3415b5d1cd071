"""What a person does in the automation editor."""

import re

from playwright.sync_api import Page, expect

from .frontend import Frontend

SAVING = 30_000
"""How long Home Assistant may take to write and load an automation, in milliseconds."""


def _choose(page: Page, adding: str, found: str, wanted: str, entity: str) -> None:
    """Add a trigger or an action of an entity, which is searched for."""
    page.get_by_role("button", name=adding).click()
    page.get_by_placeholder("Search").fill(found)
    page.get_by_text(entity, exact=True).first.click()
    page.get_by_text(wanted).first.click()


def on_press(page: Page, device: str, key: str, how: str) -> None:
    """Let a press of a device's key be the trigger."""
    _choose(page, "Add trigger", f"{device} {key}", "Event received", key)
    page.get_by_label("Event type").click()
    page.get_by_text(how, exact=True).first.click()
    page.keyboard.press("Escape")


def toggle(page: Page, light: str) -> None:
    """Let it toggle a light."""
    _choose(page, "Add action", light, "Toggle light", light)


def save(page: Page) -> None:
    """Save the automation under the name that it is given, and wait until it runs.

    The editor has the automation's own address once Home Assistant has taken it.
    """
    page.get_by_role("button", name="Save").first.click()
    dialog = page.locator("ha-dialog-automation-save")
    dialog.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(r"/automation/edit/\d+$"), timeout=SAVING)


def new_automation(frontend: Frontend) -> Page:
    """Open the editor with a new automation."""
    frontend.show("/config/automation/edit/new")
    return frontend.page
