"""Adding the account by Home Assistant's own dialogs."""

from playwright.sync_api import Page, expect
import pytest

from scripts.playground.simulator import Account, Simulator

from .frontend import Frontend

pytestmark = pytest.mark.xdist_group("browser")


def open_sign_in(frontend: Frontend, way: str = "With a password") -> None:
    """Open the dialog as a user finds it, and choose a way of signing in."""
    page = frontend.page
    frontend.show("/config/integrations/dashboard")
    page.get_by_role("button", name="Add integration").click()
    page.locator("dialog-add-integration input").fill("sonoff")
    page.locator("ha-integration-list-item").get_by_text("eWeLink (SONOFF)").click()
    page.get_by_text(way, exact=True).click()


def sign_in(page: Page, account: Account, password: str) -> None:
    """Fill in the form; the country is there already."""
    page.locator("input[name=username]").fill(account.username)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=app_id]").fill(account.app_id)
    page.locator("input[name=app_secret]").fill(account.app_secret)
    page.get_by_role("button", name="Submit").click()


def test_add_account(frontend: Frontend, simulator: Simulator) -> None:
    """A wrong password is told, the right one brings the devices."""
    page, account = frontend.page, simulator.account
    open_sign_in(frontend)
    expect(page.get_by_text("Singapore")).to_be_visible()

    sign_in(page, account, "not the password")
    expect(page.get_by_text("The password is wrong.")).to_be_visible()
    expect(page.locator("input[name=username]")).to_have_value(account.username)
    expect(page.locator("input[name=password]")).to_have_value("")

    sign_in(page, account, account.password)
    found = page.get_by_text("Devices found:")
    expect(found).to_be_visible()
    found.scroll_into_view_if_needed()
    page.get_by_role("button", name="Finish").click()
    expect(page.locator("dialog-data-entry-flow")).to_be_hidden()

    frontend.show("/config/integrations/integration/ewelink")
    expect(page.get_by_text(account.username)).to_be_visible()
    expect(page.get_by_text("Attic light")).to_be_visible()
