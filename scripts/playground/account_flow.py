"""Adding the simulated account, as Home Assistant's own dialog would."""

import time
from typing import Any, Final

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


def ensure_account(home: HomeAssistant, account: Account) -> None:
    """Have the account set up and working."""
    known = entries(home)
    if not known:
        entry_id = add_account(home, account)
    else:
        entry_id = known[0]["entry_id"]
        if not _is_loaded(home, entry_id):
            # A simulator that was started anew knows the old tokens no more.
            _sign_in_again(home, account)
    if not _is_loaded(home, entry_id):
        raise ChildError(f"the account cannot be set up; the log is {home.child.log}")


def add_account(home: HomeAssistant, account: Account) -> str:
    """Walk through the dialog to its end and return the new entry's id."""
    step = home.post(FLOWS, {"handler": DOMAIN})
    entry_id: str = _walk(home, account, step)["result"]["entry_id"]
    return entry_id


def _sign_in_again(home: HomeAssistant, account: Account) -> None:
    for flow in home.ask("config_entries/flow/progress"):
        if flow["handler"] == DOMAIN and flow["context"]["source"] == "reauth":
            _walk(home, account, home.get(f"{FLOWS}/{flow['flow_id']}"))


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


def _walk(home: HomeAssistant, account: Account, step: dict[str, Any]) -> Any:
    answers = {
        "username": account.username,
        "password": account.password,
        "country": country_of(account),
        "app_id": account.app_id,
        "app_secret": account.app_secret,
    }
    while not _is_done(step):
        step = home.post(f"{FLOWS}/{step['flow_id']}", _answer(step, answers))
    return step


def _is_done(step: dict[str, Any]) -> bool:
    return step["type"] == "create_entry" or step.get("reason") == "reauth_successful"


def _answer(step: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    if step["type"] == "menu":
        return {"next_step_id": "password"}
    if step["type"] != "form" or step["errors"]:
        detail = step.get("errors") or step.get("reason")
        raise ChildError(f"the dialog stopped at {step.get('step_id')}: {detail}")
    fields = [field["name"] for field in step["data_schema"]]
    return {name: answers[name] for name in fields if name in answers}
