"""A bare client, written from the protocol's description."""

from itertools import count
import json
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

from tests.simulator import SimAccount, Simulator
from tests.simulator.wire import sign

type Json = dict[str, Any]

NONCE = "2plz69ax"
_sequences = count(1_764_000_000_000)


class Client:
    """Calls the simulator as a phone would."""

    def __init__(self, simulator: Simulator, session: ClientSession) -> None:
        """Start signed out, at the account's region."""
        self.simulator = simulator
        self.session = session
        self.account: SimAccount = simulator.account
        self.app_id = self.account.app_id
        self.app_secret = self.account.app_secret
        self.region = self.account.region
        self.access = ""
        self.refresh = ""
        self.sockets: list[Socket] = []

    def url(self, path: str) -> str:
        """Return an address of the client's region."""
        return f"{self.simulator.base_url}/{self.region}{path}"

    async def signed(self, path: str, body: Json, **headers: str) -> Json:
        """Post a signed body."""
        raw = json.dumps(body).encode()
        return await self.post(
            path,
            raw,
            **{"Authorization": f"Sign {sign(self.app_secret, raw)}", **headers},
        )

    async def post(self, path: str, raw: bytes, **headers: str) -> Json:
        """Post bytes."""
        every = {
            "X-CK-Appid": self.app_id,
            "X-CK-Nonce": NONCE,
            "Content-Type": "application/json",
            **headers,
        }
        async with self.session.post(self.url(path), data=raw, headers=every) as answer:
            result: Json = await answer.json()
            return result

    async def call(
        self, method: str, path: str, body: Json | None = None, **query: Any
    ) -> Json:
        """Call an interface with the access token."""
        async with self.session.request(
            method,
            self.url(path),
            params=query,
            json=body,
            headers={
                "Authorization": f"Bearer {self.access}",
                "X-CK-Appid": self.app_id,
            },
        ) as answer:
            result: Json = await answer.json()
            return result

    async def login(self, **changes: str | None) -> Json:
        """Sign in; parameters may be changed or left out."""
        body = {
            "countryCode": self.account.country_code,
            "email": self.account.username,
            "password": self.account.password,
            **changes,
        }
        body = {key: value for key, value in body.items() if value is not None}
        answer = await self.signed("/v2/user/login", body)
        if answer["error"] == 0:
            self.access, self.refresh = answer["data"]["at"], answer["data"]["rt"]
        return answer

    async def things(self, **query: Any) -> Json:
        """Return a page of the thing list."""
        answer = await self.call("GET", "/v2/device/thing", **query)
        assert answer["error"] == 0
        data: Json = answer["data"]
        return data

    async def socket(self) -> Socket:
        """Open a socket where dispatch says."""
        async with self.session.get(self.url("/dispatch/app")) as answer:
            place = await answer.json()
        address = f"ws://{place['domain']}:{place['port']}/api/ws"
        socket = Socket(self, await self.session.ws_connect(address))
        self.sockets.append(socket)
        return socket

    async def close(self) -> None:
        """Close all sockets."""
        for socket in self.sockets:
            await socket.socket.close()

    async def online(self) -> Socket:
        """Open a socket and sign on."""
        socket = await self.socket()
        answer = await socket.user_online()
        assert answer["error"] == 0
        return socket


class Socket:
    """One WebSocket."""

    def __init__(self, client: Client, socket: ClientWebSocketResponse) -> None:
        """Wrap a socket."""
        self.client = client
        self.socket = socket

    async def user_online(self, **changes: Any) -> Json:
        """Sign on and return the answer."""
        await self.socket.send_json(
            {
                "action": "userOnline",
                "version": 8,
                "ts": 1_764_000_000,
                "at": self.client.access,
                "userAgent": "app",
                "apikey": self.client.account.apikey,
                "appid": self.client.app_id,
                "nonce": NONCE,
                "sequence": str(next(_sequences)),
                **changes,
            }
        )
        return await self.receive()

    async def send(self, name: str, params: Any, **changes: Any) -> Json:
        """Send a command about a device, without waiting."""
        device = self.client.simulator.device(name)
        frame = {
            "action": "update",
            "deviceid": device.device_id,
            "apikey": device.apikey,
            "userAgent": "app",
            "sequence": str(next(_sequences)),
            "params": params,
            **changes,
        }
        await self.socket.send_json(
            {key: value for key, value in frame.items() if value is not None}
        )
        return frame

    async def command(self, name: str, params: Any, **changes: Any) -> Json:
        """Send a command and return its answer."""
        frame = await self.send(name, params, **changes)
        answer = await self.receive()
        assert answer["sequence"] == frame["sequence"]
        assert "action" not in answer
        return answer

    async def receive(self) -> Json:
        """Return the next frame."""
        frame: Json = await self.socket.receive_json(timeout=2)
        return frame

    async def quiet(self) -> bool:
        """Return True when nothing but the answer to a ping arrives."""
        await self.socket.send_str("ping")
        return await self.socket.receive_str(timeout=2) == "pong"

    async def pending(self, name: str) -> list[Json]:
        """Return the params of all waiting pushes of a device."""
        device_id = self.client.simulator.device(name).device_id
        await self.socket.send_str("ping")
        found: list[Json] = []
        while (text := await self.socket.receive_str(timeout=2)) != "pong":
            frame = json.loads(text)
            if frame["deviceid"] == device_id:
                found.append(frame["params"])
        return found

    async def closed(self) -> bool:
        """Return True when the other side closes now."""
        message = await self.socket.receive(timeout=2)
        return message.type.name in {"CLOSE", "CLOSED", "CLOSING", "ERROR"}
