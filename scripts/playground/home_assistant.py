"""A real Home Assistant, and its doors for programs."""

import asyncio
from pathlib import Path
import time
from typing import Any, Final

import aiohttp
import httpx

from .child import PYTHON, Child, ChildError
from .config_dir import Address

OWNER: Final = {"username": "demo", "password": "demo"}
RESTART: Final = 100


class HomeAssistant:
    """Home Assistant as a process, signed in as its owner."""

    def __init__(self, folder: Path, address: Address) -> None:
        """Start it on a prepared folder."""
        self.address = address
        self._folder = folder
        self._client_id = f"{address.url}/"
        # A dialog that opens a page for signing in comes back to where it was used.
        headers = {"HA-Frontend-Base": address.url}
        self._http = httpx.Client(base_url=address.url, timeout=30, headers=headers)
        self._token = ""
        self.child = self._start()

    def _start(self) -> Child:
        command = [PYTHON, "-m", "homeassistant", "--skip-pip", "--config"]
        return Child(
            "Home Assistant",
            [*command, str(self._folder), "--log-no-color"],
            self._folder.parent / f"{self._folder.name}.log",
        )

    def restart(self) -> None:
        """Start it again after it ended, as its own restart button asks."""
        self.child.stop()
        self.child = self._start()

    def wait_until_up(self, seconds: float = 90) -> None:
        """Wait until it answers."""
        self._wait_for(seconds, lambda: self._http.get("/manifest.json").is_success)

    def wait_until_running(self, seconds: float = 90) -> None:
        """Wait until everything is set up; needs the owner."""
        self._wait_for(seconds, lambda: self.get("/api/config")["state"] == "RUNNING")

    def _wait_for(self, seconds: float, ready: Any) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.child.check()
            try:
                if ready():
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise ChildError(f"Home Assistant is not there after {seconds:.0f} s")

    def sign_in(self) -> dict[str, Any]:
        """Act as the owner from now on, who is made when there is none."""
        code = self._new_owner() or self._known_owner()
        answer = self._http.post(
            "/auth/token",
            data={
                "grant_type": "authorization_code",
                "code": code,
                "client_id": self._client_id,
            },
        )
        tokens: dict[str, Any] = answer.raise_for_status().json()
        self._token = tokens["access_token"]
        self._http.headers["Authorization"] = f"Bearer {self._token}"
        return tokens

    def _new_owner(self) -> str | None:
        body = OWNER | {"name": "Demo", "client_id": self._client_id, "language": "en"}
        answer = self._http.post("/api/onboarding/users", json=body)
        if answer.status_code in (httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND):
            return None
        code: str = answer.raise_for_status().json()["auth_code"]
        return code

    def _known_owner(self) -> str:
        start = {
            "client_id": self._client_id,
            "handler": ["homeassistant", None],
            "redirect_uri": self._client_id,
        }
        flow = self._http.post("/auth/login_flow", json=start).raise_for_status().json()
        answer = self._http.post(
            f"/auth/login_flow/{flow['flow_id']}",
            json=OWNER | {"client_id": self._client_id},
        )
        result = answer.raise_for_status().json()
        if result["type"] != "create_entry":
            raise ChildError("the owner is not demo/demo any more; use --reset")
        code: str = result["result"]
        return code

    def get(self, path: str) -> Any:
        """Ask its API."""
        return self._http.get(path).raise_for_status().json()

    def post(self, path: str, body: object) -> Any:
        """Tell its API."""
        return self._http.post(path, json=body).raise_for_status().json()

    def delete(self, path: str) -> None:
        """Remove something by its API."""
        self._http.delete(path).raise_for_status()

    def ask(self, command: str, **what: object) -> Any:
        """Ask what only its WebSocket tells."""
        return asyncio.run(self._ask({"id": 1, "type": command, **what}))

    async def _ask(self, message: dict[str, object]) -> Any:
        url = f"{self.address.url}/api/websocket"
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as ws:
            await ws.receive_json()
            await ws.send_json({"type": "auth", "access_token": self._token})
            await ws.receive_json()
            await ws.send_json(message)
            answer = await ws.receive_json()
        if not answer["success"]:
            raise ChildError(f"{message['type']}: {answer['error']}")
        return answer["result"]

    def stop(self) -> None:
        """End it."""
        self._http.close()
        self.child.stop(30)
