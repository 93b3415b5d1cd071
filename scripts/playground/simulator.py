"""The simulated eWeLink cloud."""

from collections.abc import Callable
from dataclasses import dataclass
import json
from pathlib import Path
import time
from typing import Any

import httpx

from .child import PYTHON, Child, ChildError


@dataclass(frozen=True, kw_only=True)
class Account:
    """What one signs in to the simulated cloud with."""

    base_url: str
    app_id: str
    app_secret: str
    username: str
    password: str
    phone_number: str
    country_code: str
    region: str
    oauth_app_id: str
    oauth_app_secret: str
    pairing_address: str


class Simulator:
    """The simulated cloud as a process, and its control side."""

    def __init__(self, port: int, log: Path, *options: str) -> None:
        """Start it and wait until it answers."""
        self.child = Child(
            "the simulator",
            [PYTHON, "-m", "tests.simulator", "--port", str(port), *options],
            log,
        )
        self.account = Account(**json.loads(self.child.first_line()))
        self._http = httpx.Client(base_url=self.account.base_url, timeout=10)

    def get(self, path: str) -> Any:
        """Ask the control side."""
        return self._http.get(path).raise_for_status().json()

    def post(self, path: str, **body: object) -> Any:
        """Tell the control side to do something."""
        return self._http.post(path, json=body).raise_for_status().json()

    def device(self, name: str) -> dict[str, Any]:
        """Return a device as it is, not as the cloud tells it."""
        devices = self.get("/sim/state")["devices"]
        found: dict[str, Any] = next(item for item in devices if item["name"] == name)
        return found

    def wait_for(self, condition: Callable[[], bool], seconds: float = 15) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise ChildError("the simulator did not come to it in time")
            time.sleep(0.02)

    def stop(self) -> None:
        """End it."""
        self._http.close()
        self.child.stop(5)
