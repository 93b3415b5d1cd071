"""All devices of the local network: who is where, what they obey and announce."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
import errno
from functools import partial
from typing import Any, Final

from zeroconf import DNSIncoming  # type: ignore[attr-defined]

from tests.simulator.wire import Json

from .device import Gone, LocalDevice
from .exchange import Answer, Request, attend
from .families import FAMILIES, SPM_CHILD
from .http import DeviceServer
from .journal import Journal
from .mdns import Responder
from .record import ANY, PTR, SERVICE, SRV, TXT, text_of

STATE: Final = "state"
CLICK: Final = 11

type Place = Callable[[LocalDevice], None]
type Tell = Callable[[LocalDevice, Json, Json], None]


def _to_nobody(device: LocalDevice, params: Json, command: Json) -> None:
    """Tell no cloud."""


def _unseen(device: LocalDevice) -> None:
    """Tell nobody where a device is."""


class House:
    """Devices with their servers, and the responder that speaks for them."""

    def __init__(self, hosts: Iterator[str], port: int) -> None:
        """Give devices these addresses, one after another, and a port; 0 is any."""
        self.devices: dict[str, LocalDevice] = {}
        self.journal = Journal()
        self.is_quiet = False
        self.tell_cloud: Tell = _to_nobody
        self.tell_place: Place = _unseen
        self.responder: Responder | None = None
        self._hosts = hosts
        self._port = port
        self._servers: dict[str, DeviceServer] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._taking_in = asyncio.Lock()

    def device(self, name_or_id: str) -> LocalDevice:
        """Return a device by id or name."""
        if name_or_id in self.devices:
            return self.devices[name_or_id]
        for device in self.devices.values():
            if device.name == name_or_id:
                return device
        raise KeyError(name_or_id)

    async def take_in(self, listed: list[Json]) -> None:
        """Let devices of the cloud be here, if they can; parents come first."""
        async with self._taking_in:
            await self._take_in(listed)

    async def _take_in(self, listed: list[Json]) -> None:
        for entry in sorted(listed, key=lambda it: bool(it["parent"])):
            known = self.devices.get(entry["id"])
            if known is not None:
                known.name, known.listed_key = entry["name"], entry["devicekey"]
                continue
            family = FAMILIES.get(entry["uiid"])
            parent = self.devices.get(entry["parent"])
            if family is None or (family is SPM_CHILD and parent is None):
                continue
            device = LocalDevice(
                id=entry["id"],
                name=entry["name"],
                uiid=entry["uiid"],
                model=entry["model"],
                family=family,
                listed_key=entry["devicekey"],
                params=dict(entry["params"]),
                parent=parent if family is SPM_CHILD else None,
            )
            await self.add(device)

    async def add(self, device: LocalDevice) -> None:
        """Let a device be here, and announce itself; who sees it can reach it."""
        if device.parent is not None:
            device.parent.children.append(device)
        else:
            device.port = self._port
            self._servers[device.id] = DeviceServer(
                device,
                partial(self._serve, device),
                partial(self._answered, device),
                partial(self.journal.reset, device),
            )
            await self.move(device)
        self.devices[device.id] = device
        if device.family.every:
            self.start(self._repeat(device))
        self.announce(device)

    async def move(self, device: LocalDevice, host: str = "") -> None:
        """Give a device an address that is free, or this one."""
        while True:
            device.host = host or next(self._hosts)
            try:
                await self._servers[device.id].open()
            except OSError as error:
                if host or error.errno != errno.EADDRINUSE:
                    raise
            else:
                self.tell_place(device)
                return

    async def let_be(self, device: LocalDevice, gone: Gone | None) -> None:
        """Let a device be there, or be away in some way."""
        device.faults.gone = gone
        await self._servers[device.id].open()
        self.tell_place(device)
        self.announce(device)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside all else."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Let all devices be gone."""
        for task in tuple(self._tasks):
            task.cancel()
        for server in self._servers.values():
            await server.close()
        if self.responder is not None:
            self.responder.close()

    def heard(self, device: LocalDevice, params: Json, why: str) -> None:
        """Take what the cloud's side of a device was told or reported."""
        before = dict(device.params)
        device.change(params)
        if params.keys() == {"localKeyPass"} and why != STATE:
            params = {**params, "triggerType": CLICK}
        changed = any(before.get(key) != device.params.get(key) for key in params)
        if changed or why != STATE:
            self.announce(device, params)

    def touched(self, device: LocalDevice, params: Json, said: Json) -> None:
        """Take what somebody did by hand; `said` is told here beside it."""
        device.change(params)
        self.announce(device, {**params, **said})
        self.tell_cloud(device, params, {})

    def announce(self, device: LocalDevice, changes: Json | None = None) -> None:
        """Multicast what changed, or the whole state."""
        root, told = device.parent or device, changes or None
        is_own = root is device
        strings = root.tell(told) if is_own else root.tell_for(device, told)
        with_address = not root.family.hides_address
        self.send(
            root,
            root.instance.announce(text_of(strings), with_address=with_address),
        )

    def send(self, device: LocalDevice, packet: bytes) -> None:
        """Send a packet of a device, if it can be heard."""
        away = device.faults.quiet or device.faults.gone is not None
        if self.responder is not None and not (away or self.is_quiet):
            self.responder.send(packet)

    def asked(self, question: DNSIncoming) -> None:
        """Let all devices answer that a question is for, each for itself."""
        known = {getattr(it, "alias", "").lower() for it in question.answers()}
        asked = {
            it.name.lower()
            for it in question.questions
            if it.type in {PTR, SRV, TXT, ANY}
        }
        self.journal.asked(question)
        for device in tuple(self.devices.values()):
            if device.parent is not None:
                continue
            instance = device.instance
            name = instance.name.lower()
            if name in known or not asked & {name, SERVICE}:
                continue
            if found := device.measure():
                self.tell_cloud(device, found, {})
            self.send(device, instance.answer(text_of(device.whole())))

    async def _serve(
        self, device: LocalDevice, request: Request, connected: float
    ) -> Answer:
        answer = attend(device, request)
        self.journal.received(device, request, connected, answer)
        if answer.done is not None:
            done = answer.done
            if done.changes or done.command:
                self.tell_cloud(answer.target, done.changes, done.command)
        if device.faults.slow:
            self._tell(device, answer)
            await asyncio.sleep(device.faults.slow)
        return answer

    def _answered(self, device: LocalDevice, answer: Answer) -> None:
        self.journal.answered(device)
        if device.faults.lag:
            loop = asyncio.get_running_loop()
            loop.call_later(device.faults.lag, self._tell, device, answer)
        else:
            self._tell(device, answer)

    def _tell(self, device: LocalDevice, answer: Answer) -> None:
        if answer.done is None or answer.is_told:
            return
        answer.is_told = True
        done = answer.done
        if done.changes or done.command or answer.tells_state:
            self.announce(answer.target, done.changes)

    async def _repeat(self, device: LocalDevice) -> None:
        while True:
            await asyncio.sleep(device.family.every)
            self.announce(device)
