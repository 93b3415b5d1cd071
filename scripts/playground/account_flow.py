"""Adding the simulated account, as Home Assistant's own dialog would."""

from contextlib import suppress
import time
from typing import Any, Final

import httpx

from .child import ChildError
from .home_assistant import HomeAssistant
from .simulator import Account

ENTRIES: Final = "/api/config/config_entries/entry"
FLOWS: Final = "/api/config/config_entries/flow"
DOMAIN: Final = "ewelink"
# The simulator tells the dial code; the dialog asks for the country.
COUNTRIES: Final = {"+49": "DE", "+1": "US", "+65": "SG", "+86": "CN", "+44": "GB"}


def country_of(account: Account) -> str:
    """Return the country to choose in the dialog."""
    return COUNTRIES[account.country_code]


def entries(home: HomeAssistant) -> list[dict[str, Any]]:
    """Return the accounts that are set up."""
    found: list[dict[str, Any]] = home.get(f"{ENTRIES}?domain={DOMAIN}")
    return found


def ensure_account(home: HomeAssistant, account: Account) -> list[str]:
    """Have an account set up and working.

    Return the titles of those that only their user can sign in again.
    """
    if not entries(home):
        entry_id = add_account(home, account)
        if not _is_loaded(home, entry_id):
            raise ChildError(f"the account cannot be set up; see {home.child.log}")
        return []
    return _sign_in_again(home, account)


def _sign_in_again(home: HomeAssistant, account: Account) -> list[str]:
    """Sign in where the cloud, started anew, knows the old tokens no more."""
    known = entries(home)
    for entry in known:
        _is_loaded(home, entry["entry_id"])
    _await_cloud(home, account)
    for flow in _reauth_flows(home):
        with suppress(ChildError, httpx.HTTPError):
            _walk(home, account, home.get(f"{FLOWS}/{flow['flow_id']}"))
    loaded = {it["entry_id"] for it in known if _is_loaded(home, it["entry_id"])}
    loaded -= {flow["context"]["entry_id"] for flow in _reauth_flows(home)}
    return [it["title"] for it in known if it["entry_id"] not in loaded]


def _await_cloud(home: HomeAssistant, account: Account, seconds: float = 30) -> None:
    """Wait until the cloud has let an account in, or refused it.

    What was known before is shown at once, so that the devices tell nothing of that.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end and not _reauth_flows(home):
        state = httpx.get(f"{account.base_url}/sim/state").raise_for_status().json()
        if state["summary"]["sessions"]:
            return
        time.sleep(0.2)


def _reauth_flows(home: HomeAssistant) -> list[dict[str, Any]]:
    return [
        flow
        for flow in home.ask("config_entries/flow/progress")
        if flow["handler"] == DOMAIN and flow["context"]["source"] == "reauth"
    ]


def add_account(home: HomeAssistant, account: Account, way: str = "password") -> str:
    """Walk through the dialog to its end and return the new entry's id."""
    step = home.post(FLOWS, {"handler": DOMAIN})
    entry_id: str = _walk(home, account, step, way)["result"]["entry_id"]
    return entry_id


def _is_loaded(home: HomeAssistant, entry_id: str, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        states = {entry["entry_id"]: entry["state"] for entry in entries(home)}
        if states[entry_id] == "loaded":
            return True
        if states[entry_id] in ("setup_error", "migration_error"):
            return False
        time.sleep(0.2)
    return False


def _walk(
    home: HomeAssistant, account: Account, step: dict[str, Any], way: str = "password"
) -> Any:
    answers = {
        "next_step_id": way,
        "username": account.username,
        "password": account.password,
        "country": country_of(account),
        "app_id": account.app_id,
        "app_secret": account.app_secret,
    }
    while not _is_done(step):
        where = f"{FLOWS}/{step['flow_id']}"
        if step["type"] == "external":
            _sign_in_on_page(account, step["url"])
            step = home.get(where)
        else:
            step = home.post(where, _answer(step, answers))
    return step


def _sign_in_on_page(account: Account, url: str) -> None:
    """Do what a browser does: sign in on the page and follow it back."""
    form = {"user": account.username, "password": account.password, "do": "sign_in"}
    answer = httpx.post(url, data=form)
    if not answer.has_redirect_location:
        raise ChildError(f"the sign-in page answered {answer.status_code}")
    httpx.get(answer.headers["Location"]).raise_for_status()


def _is_done(step: dict[str, Any]) -> bool:
    return step["type"] == "create_entry" or step.get("reason") == "reauth_successful"


def _answer(step: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    if step["type"] == "menu":
        return {"next_step_id": answers["next_step_id"]}
    if step["type"] != "form" or step["errors"]:
        detail = step.get("errors") or step.get("reason")
        raise ChildError(f"the dialog stopped at {step.get('step_id')}: {detail}")
    fields = [field["name"] for field in step["data_schema"]]
    return {name: answers[name] for name in fields if name in answers}
