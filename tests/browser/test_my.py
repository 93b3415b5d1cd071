"""Coming back from the vendor's page by the address of My Home Assistant."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Route, expect
import pytest

from scripts.playground.account_flow import entries
from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Simulator

from .frontend import Frontend
from .page_steps import SIGNED_IN, WAY, decide, enter_app, open_page
from .test_add_account import open_sign_in

pytestmark = pytest.mark.xdist_group("browser")

MY = "https://my.home-assistant.io/redirect/oauth"


@pytest.fixture(scope="module")
def configuration() -> str:
    """Load My Home Assistant."""
    return "\nmy:\n"


def test_by_my_address(
    frontend: Frontend, simulator: Simulator, blank_home: HomeAssistant
) -> None:
    """My's address is told, and leads back to this installation."""
    page, account = frontend.page, simulator.account
    simulator.post("/sim/my", instance=blank_home.address.url)
    simulator.post("/sim/app", app_id=account.oauth_app_id, redirects=[MY])

    def stand_in(route: Route) -> None:
        query = urlsplit(route.request.url).query
        location = f"{account.base_url}/redirect/oauth?{query}"
        route.fulfill(status=302, headers={"Location": location})

    page.context.route(re.compile(f"^{re.escape(MY)}"), stand_in)
    open_sign_in(frontend, WAY)
    enter_app(frontend, account)
    expect(page.get_by_text(MY)).to_be_visible()
    decide(open_page(page), account)
    expect(page.get_by_text("Devices found:")).to_be_visible(timeout=SIGNED_IN)
    assert len(entries(blank_home)) == 1
    assert simulator.get("/sim/violations") == []
