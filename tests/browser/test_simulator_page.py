"""The simulator's own page, where troubles can be made."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Browser, Page, expect
import pytest

from scripts.playground.simulator import Simulator

pytestmark = pytest.mark.xdist_group("browser")

LAMP = "Kitchen lamp"


@pytest.fixture
def page(
    browser_thread: ThreadPoolExecutor, chromium: Browser, simulator: Simulator
) -> Iterator[Page]:
    """Return the page."""
    page = browser_thread.submit(chromium.new_page).result()
    browser_thread.submit(page.goto, simulator.account.base_url).result()
    yield page
    browser_thread.submit(page.close).result()


def quota_used_up(simulator: Simulator) -> bool:
    """Return whether calls are refused."""
    return bool(simulator.get("/sim/state")["summary"]["quota_used_up"])


def test_tokens_and_quota(page: Page, simulator: Simulator) -> None:
    """Tokens can be let run out; a quota is used up and given anew."""
    with page.expect_response("**/sim/tokens") as answer:
        page.get_by_role("button", name="Expire tokens").click()
    assert answer.value.ok
    page.get_by_role("button", name="Use up the quota").click()
    renew = page.get_by_role("button", name="Give a new quota")
    expect(renew).to_be_visible()
    assert quota_used_up(simulator)
    renew.click()
    expect(page.get_by_role("button", name="Use up the quota")).to_be_visible()
    assert not quota_used_up(simulator)


def test_device_in_trouble(page: Page, simulator: Simulator) -> None:
    """A device can be taken offline, and be let refuse what it is told."""
    card = page.locator("article").filter(has_text=LAMP)
    trouble = card.get_by_role("combobox", name=f"Trouble of {LAMP}")
    trouble.select_option("refuses")
    expect(card).to_contain_class("failing")
    assert simulator.device(LAMP)["trouble"] == "refuses"
    trouble.select_option("none")
    expect(card).not_to_contain_class("failing")
    assert simulator.device(LAMP)["trouble"] == "none"
    card.get_by_role("button", name="online").click()
    expect(card).to_contain_class("offline")
    card.get_by_role("button", name="offline").click()
    expect(card).not_to_contain_class("offline")
