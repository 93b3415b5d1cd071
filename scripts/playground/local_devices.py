"""The devices of the simulated cloud in their own network, which is this machine.

Home Assistant hears no multicast on it, so that it is told their addresses.
"""

import json
from pathlib import Path
from typing import Any, Final

import httpx

from .child import PYTHON, Child
from .home_assistant import HomeAssistant

FLOWS: Final = "/api/config/config_entries/options/flow"
MENU: Final = ("local_control", "local_address")


class LocalDevices:
    """The devices as a process, and its control side."""

    def __init__(self, cloud_url: str, log: Path) -> None:
        """Start it, and wait until the devices of a cloud are there."""
        command = [PYTHON, "-m", "tests.lan_simulator", "--no-mdns"]
        command += ["--cloud", cloud_url]
        self.child = Child("the local devices", command, log)
        control_url = json.loads(self.child.first_line())["control_url"]
        self._http = httpx.Client(base_url=control_url, timeout=10)

    def places(self) -> dict[str, str]:
        """Return the addresses of the devices that have one, by id."""
        devices = self._http.get("/lan/state").raise_for_status().json()
        return {it["id"]: f"{it['host']}:{it['port']}" for it in devices if it["host"]}

    def stop(self) -> None:
        """End it."""
        self._http.close()
        self.child.stop(5)


def type_addresses(
    home: HomeAssistant, entry_id: str, places: dict[str, str]
) -> list[str]:
    """Enter addresses in the dialog as a user does; return whose were taken."""
    return [key for key, place in places.items() if _enter(home, entry_id, key, place)]


def _enter(home: HomeAssistant, entry_id: str, device_id: str, place: str) -> bool:
    step: Any = home.post(FLOWS, {"handler": entry_id})
    where = f"{FLOWS}/{step['flow_id']}"
    for choice in MENU:
        step = home.post(where, {"next_step_id": choice})
    [field] = step["data_schema"]
    if device_id in {it["value"] for it in field["selector"]["select"]["options"]}:
        home.post(where, {"device": device_id})
        step = home.post(where, {"address": place})
        if step["type"] == "create_entry":
            return True
    home.delete(where)
    return False
