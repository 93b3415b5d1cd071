"""What a person does with Home Assistant's tools."""

from playwright.sync_api import Locator, expect

from .frontend import Frontend


def perform_action(frontend: Frontend, action: str, device: str) -> None:
    """Perform an action on a device, which is searched for, until it has succeeded."""
    page = frontend.page
    frontend.show(f"/config/tools/action?service={action}")
    page.get_by_text("Select a device").click()
    page.get_by_placeholder("Search", exact=True).fill(device)
    page.get_by_text(device, exact=True).last.click()
    page.get_by_role("button", name="Perform action").click()
    expect(page.locator("ha-progress-button .success")).to_be_visible()


def begin_update(frontend: Frontend, device: str) -> Locator:
    """Press the update of a device, and return the dialog that tells of it."""
    frontend.show("/config/updates")
    frontend.page.get_by_text(device).click()
    dialog = frontend.page.locator("ha-more-info-dialog")
    expect(dialog).to_contain_text("Update available")
    dialog.get_by_role("button", name="Update").click()
    return dialog
