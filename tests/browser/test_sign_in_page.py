"""Signing in on the vendor's page, from "Add integration" to live devices."""

from collections.abc import Iterator

from playwright.sync_api import expect
import pytest

from scripts.playground.account_flow import entries
from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Simulator

from .frontend import Frontend
from .page_steps import (
    SIGNED_IN,
    WAY,
    decide,
    enter_app,
    forget_account,
    open_page,
    sessions,
)
from .test_add_account import open_sign_in

pytestmark = pytest.mark.xdist_group("browser")

TOKEN = "POST /v2/user/oauth/token"
CALLBACK = "/auth/external/callback"


@pytest.fixture(autouse=True)
def nothing_is_left(blank_home: HomeAssistant, simulator: Simulator) -> Iterator[None]:
    """Begin each test without an account."""
    yield
    forget_account(blank_home, simulator)


def test_from_the_dialog_to_live_devices(
    frontend: Frontend, simulator: Simulator, blank_home: HomeAssistant
) -> None:
    """The APPID is asked for, refusals can be mended, and devices are live."""
    page, account = frontend.page, simulator.account
    open_sign_in(frontend, WAY)
    enter_app(frontend, account)
    redirect = f"{blank_home.address.url}{CALLBACK}"
    expect(page.get_by_text(redirect)).to_be_visible()

    decide(open_page(page), account, "Refuse")
    expect(page.get_by_text("The sign-in was refused on the page.")).to_be_visible()

    simulator.post("/sim/page", code_life=0)
    decide(open_page(page), account)
    expect(page.get_by_text("The sign-in could not be completed.")).to_be_visible()

    simulator.post("/sim/page")
    decide(open_page(page), account)
    expect(page.get_by_text("Devices found:")).to_be_visible(timeout=SIGNED_IN)
    page.get_by_role("button", name="Finish").click()

    [entry] = entries(blank_home)
    assert entry["title"] == "My home (AS)"
    simulator.wait_for(lambda: sessions(simulator) == 1, seconds=15)
    frontend.show("/all-devices/0")
    row = page.locator("hui-toggle-entity-row").filter(has_text="Coffee machine")
    switch = row.get_by_role("switch")
    before = switch.is_checked()
    simulator.post("/sim/press", device="Coffee machine")
    expect(switch).to_be_checked(checked=not before, timeout=1000)
    calls = [it for it in simulator.get("/sim/calls") if TOKEN in it["interface"]]
    assert {it["region"] for it in calls if it["error"] == 0} == {"as"}


def test_wrong_redirect_address(frontend: Frontend, simulator: Simulator) -> None:
    """The page itself tells that the address is not the registered one."""
    page, account = frontend.page, simulator.account
    redirects = ["https://somewhere.example"]
    simulator.post("/sim/app", app_id=account.oauth_app_id, redirects=redirects)
    open_sign_in(frontend, WAY)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Submit").click()
    expect(opened.value.get_by_text("not the one registered")).to_be_visible()
    opened.value.close()


def test_password_that_is_not_allowed(
    frontend: Frontend, simulator: Simulator, blank_home: HomeAssistant
) -> None:
    """The dialog goes on with the page, and nothing is typed twice."""
    page, account = frontend.page, simulator.account
    open_sign_in(frontend)
    page.locator("input[name=username]").fill(account.username)
    page.locator("input[name=password]").fill(account.password)
    page.locator("input[name=app_id]").fill(account.oauth_app_id)
    page.locator("input[name=app_secret]").fill(account.oauth_app_secret)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("may not sign in with a password")).to_be_visible()

    decide(open_page(page), account)
    expect(page.get_by_text("Devices found:")).to_be_visible(timeout=SIGNED_IN)
    assert len(entries(blank_home)) == 1
