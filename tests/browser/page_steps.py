"""What a person does to sign in on the vendor's page."""

from playwright.sync_api import Page, expect

from scripts.playground.account_flow import entries
from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Account, Simulator

from .frontend import Frontend

# The calls that follow keep half a second between them.
SIGNED_IN = 15_000
WAY = "On the eWeLink sign-in page"


def enter_app(frontend: Frontend, account: Account) -> None:
    """Enter the APPID, which is asked for where none is kept."""
    page = frontend.page
    expect(page.get_by_text("An APPID and its secret come from")).to_be_visible()
    page.locator("input[name=app_id]").fill(account.oauth_app_id)
    page.locator("input[name=app_secret]").fill(account.oauth_app_secret)
    page.get_by_role("button", name="Submit").click()


def open_page(page: Page) -> Page:
    """Go on to the page, which opens in a window of its own."""
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Submit").click()
    window = opened.value
    expect(window.get_by_role("heading", name="Sign in")).to_be_visible()
    return window


def decide(window: Page, account: Account, button: str = "Sign in") -> None:
    """Fill in the page and press a button; the window closes by itself."""
    window.get_by_label("E-mail or phone number").fill(account.username)
    window.get_by_label("Password").fill(account.password)
    with window.expect_event("close"):
        window.get_by_role("button", name=button).click()


def forget_account(home: HomeAssistant, simulator: Simulator) -> None:
    """Remove the account; the cloud was never asked too much."""
    for entry in entries(home):
        home.delete(f"/api/config/config_entries/entry/{entry['entry_id']}")
    simulator.wait_for(lambda: sessions(simulator) == 0)
    simulator.post("/sim/app", app_id=simulator.account.oauth_app_id)
    simulator.post("/sim/page")
    assert simulator.get("/sim/violations") == []


def sessions(simulator: Simulator) -> int:
    """Return how many sockets are online."""
    number: int = simulator.get("/sim/state")["summary"]["sessions"]
    return number
