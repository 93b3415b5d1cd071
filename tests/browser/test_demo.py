"""The demo's Home Assistant: what it saves, and how it starts again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.playground.account_flow import (
    DOMAIN,
    ENTRIES,
    add_account,
    ensure_account,
    entries,
)
from scripts.playground.config_dir import prepare
from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Simulator

from .page_steps import sessions

# The calls of a sign-in on the page keep half a second between them.
SECONDS = 20

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def credential(blank_home: HomeAssistant, simulator: Simulator) -> None:
    """Have an APPID of the page's kind among the application credentials."""
    blank_home.ask(
        "application_credentials/create",
        domain=DOMAIN,
        client_id=simulator.account.oauth_app_id,
        client_secret=simulator.account.oauth_app_secret,
    )


@pytest.fixture
def page_account(
    credential: None, blank_home: HomeAssistant, simulator: Simulator
) -> Iterator[str]:
    """Return the entry of an account that was added on the sign-in page."""
    entry_id = add_account(blank_home, simulator.account, "oauth")
    simulator.wait_for(lambda: sessions(simulator) == 1, SECONDS)
    yield entry_id
    blank_home.delete(f"{ENTRIES}/{entry_id}")


@pytest.fixture(scope="module")
def forgiven() -> tuple[str, ...]:
    """Forgive the records of the sign-in that was refused."""
    return ("no longer accepts this sign-in",)


def test_account_of_the_page(
    page_account: str, blank_home: HomeAssistant, simulator: Simulator
) -> None:
    """It signs in on the page once more; where that cannot be, it is named."""
    [title] = [it["title"] for it in entries(blank_home)]
    app_id = simulator.account.oauth_app_id
    simulator.post("/sim/app", app_id=app_id, redirects=["https://example.com/"])
    simulator.post("/sim/tokens", do="kill")
    blank_home.post(f"{ENTRIES}/{page_account}/reload", {})

    assert ensure_account(blank_home, simulator.account) == [title]

    simulator.post("/sim/app", app_id=app_id)
    assert ensure_account(blank_home, simulator.account) == []
    assert [it["state"] for it in entries(blank_home)] == ["loaded"]
    simulator.wait_for(lambda: sessions(simulator) == 1, SECONDS)


def test_automation_is_saved(
    blank_home: HomeAssistant, simulator: Simulator, folder: Path
) -> None:
    """What the editor saves is kept and runs, as in a new installation."""
    automation = {"alias": "At dusk", "triggers": [], "actions": []}
    blank_home.post("/api/config/automation/config/1", automation)

    def _is_on() -> bool:
        states = blank_home.get("/api/states")
        return ("automation.at_dusk", "on") in {
            (it["entity_id"], it["state"]) for it in states
        }

    # Home Assistant answers before it has loaded what was saved.
    simulator.wait_for(_is_on, SECONDS)
    kept = (folder / "config" / "automations.yaml").read_text()
    prepare(folder / "config", blank_home.address, None)
    assert "At dusk" in kept
    assert (folder / "config" / "automations.yaml").read_text() == kept
