"""A client of the devices that speaks as the vendor tells, and no better."""

import asyncio
from collections.abc import Callable
from itertools import count
import json
import time
from typing import Any

from aiohttp import ClientSession
from zeroconf import DNSIncoming, DNSOutgoing, DNSQuestion, DNSText  # type: ignore[attr-defined]

from tests.lan_simulator.crypto import open_sealed, seal
from tests.lan_simulator.process import LanSimulator
from tests.lan_simulator.record import PTR, SERVICE
from tests.simulator.wire import Json

_numbers = count(int(time.time() * 1000))


class Client:
    """Tells devices what to do, and reads what they multicast."""

    def __init__(self, lan: LanSimulator, session: ClientSession) -> None:
        """Talk to the devices of a network."""
        self.lan = lan
        self.session = session

    async def post(self, device: str, path: str, body: Json) -> Json:
        """Post a body as it is, and return the answer."""
        host, port = self.lan.address(device)
        url = f"http://{host}:{port}/zeroconf/{path}"
        async with self.session.post(
            url, json=body, headers={"Connection": "close"}
        ) as answer:
            assert answer.status == 200
            told: Json = json.loads(await answer.read())
            return told

    def body(self, device: str, data: Json, /, **other: Any) -> Json:
        """Return an encrypted body."""
        found = self.lan.device(device)
        return {
            "sequence": str(next(_numbers)),
            "deviceid": found["id"],
            "selfApikey": "123",
            "encrypt": True,
            **seal(found["key"], data),
            **other,
        }

    async def tell(self, device: str, path: str, data: Json) -> Json:
        """Tell a device something, and return its answer with the data opened."""
        answer = await self.post(device, path, self.body(device, data))
        if "data" in answer:
            answer["data"] = open_sealed(
                self.lan.device(device)["key"], answer["iv"], answer["data"]
            )
        return answer

    async def tell_plainly(self, device: str, path: str, data: Json) -> Json:
        """Tell a device in DIY mode something."""
        body = {"deviceid": self.lan.device(device)["id"], "data": data}
        return await self.post(device, path, body)

    def ask(self, name: str = SERVICE, kind: int = PTR) -> None:
        """Ask by multicast."""
        self.lan.ask(question(name, kind))

    def texts(self, device: str) -> list[dict[str, str]]:
        """Return the strings of what a device multicast, oldest first."""
        name = self.lan.device(device)["id"]
        found = [text_in(packet) for packet in self.lan.packets.received]
        return [it for it in found if it.get("id") == name]

    def states(self, device: str) -> list[Json]:
        """Return what a device multicast, opened."""
        key = self.lan.device(device)["key"]
        return [state_in(text, key) for text in self.texts(device)]

    async def until_told(self, device: str, number: int) -> list[Json]:
        """Wait until a device has multicast so often."""
        await until(lambda: len(self.states(device)) >= number)
        return self.states(device)

    async def until_says(self, device: str, **params: Any) -> Json:
        """Wait until the last that a device multicast holds some values."""
        await until(lambda: params.items() <= self.last(device).items())
        return self.last(device)

    def last(self, device: str) -> Json:
        """Return what a device multicast last, {} if nothing."""
        return next(reversed(self.states(device)), {})

    def forget(self) -> None:
        """Forget what was multicast."""
        self.lan.packets.received.clear()


def question(name: str = SERVICE, kind: int = PTR) -> DNSOutgoing:
    """Return a question of multicast DNS."""
    out = DNSOutgoing(0)
    out.add_question(DNSQuestion(name, kind, 1))
    return out


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


def text_in(packet: bytes) -> dict[str, str]:
    """Return the strings of the TXT record of a packet, by name."""
    for record in DNSIncoming(packet).answers():
        if isinstance(record, DNSText):
            strings = list(strings_in(record.text))
            return dict(it.decode().split("=", 1) for it in strings if b"=" in it)
    return {}


def strings_in(text: bytes) -> list[bytes]:
    """Return the strings of a TXT record."""
    found = []
    while text:
        length = text[0]
        found.append(text[1 : length + 1])
        text = text[length + 1 :]
    return found


def state_in(text: dict[str, str], key: str) -> Json:
    """Return the state that the strings hold."""
    data = "".join(text.get(f"data{number}", "") for number in range(1, 5))
    if text.get("encrypt") == "true":
        return open_sealed(key, text["iv"], data)
    state: Json = json.loads(data)
    return state
