"""The control side over HTTP: what one does to the devices in their network.

GET  /lan/state       devices: id, name, type, host, port, key, seq, gone, params
GET  /lan/requests    every request: device, connected_at, at, path, body, data, error
GET  /lan/questions   every question of multicast DNS: at, names, types, known
GET  /lan/violations  rules that were not kept: device, at, what
GET  /lan/resets      how many requests were reset, by device
POST /lan/begin       cloud="", diy=[kind, ...], deliver=port, silent: plays anew, with
                      all faults healed; answers the port that questions are heard at
POST /lan/end         plays nothing
POST /lan/clear       forget requests, questions, violations and resets
POST /lan/fault       device, resets=0, cut="read" | "early" | "closed", slow=0, silent,
                      deaf, strict, lag=0, quiet, refused={path: error}, pages=[path],
                      gone="refuses" | "drops" | ""
POST /lan/heal        device
POST /lan/key         device, key: another than the cloud lists; null is that one
POST /lan/move        device, host="": a new address, announced
POST /lan/restart     device: `seq` from 1
POST /lan/diy         device, on, named=False
POST /lan/add         kind = plug | mini | strip | light | mini_light | bulb | meter,
                      device_id="": a device in DIY mode without an account
POST /lan/multicast   on: of all devices
POST /lan/announce    device: its whole state
POST /lan/repeat      device, back=0, times=1: an old report once more
POST /lan/goodbye     device: as if it left
POST /lan/text        device, strings=[..] | raw="hex", name="", host="", port=0:
                      any record; garbage by default
POST /lan/flood       device, rate, seconds
POST /lan/toggle      devices, times, pace: switched by hand in turn, which the cloud is
                      not told; answers when each report left, in nanoseconds
POST /lan/cloud       device, there: its contact with the cloud
POST /lan/set         device, params: changed by hand, in the cloud's words
POST /lan/press       device, button="0", trigger=11, stamp=""

A device is named by id or name. Answers are `{"ok": true, ...}`, or HTTP 400 with
`{"ok": false, "reason": ...}`.
"""

from collections.abc import Callable
from inspect import isawaitable
import json
from typing import Final

from aiohttp import web

from tests.simulator.wire import encode

from .house import House
from .operations import Operations

OPERATIONS: Final = (
    *(
        "begin",
        "end",
        "fault",
        "heal",
        "key",
        "move",
        "restart",
        "diy",
        "add",
        "multicast",
    ),
    *(
        "announce",
        "repeat",
        "goodbye",
        "text",
        "flood",
        "toggle",
        "cloud",
        "set",
        "press",
    ),
)
_READERS: Final[dict[str, Callable[[House], object]]] = {
    "state": lambda house: [device.shown() for device in house.devices.values()],
    "requests": lambda house: house.journal.shown(),
    "questions": lambda house: house.journal.questions,
    "violations": lambda house: house.journal.violations,
    "resets": lambda house: house.journal.resets,
}


class ControlServer:
    """Serves `/lan/...`."""

    def __init__(self, operations: Operations) -> None:
        """Serve the operations on a house."""
        self._operations = operations
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> str:
        """Listen, and return where."""
        application = web.Application()
        application.router.add_get("/lan/{name}", self._read)
        application.router.add_post("/lan/{name}", self._operate)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        return f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _read(self, request: web.Request) -> web.Response:
        reader = _READERS.get(request.match_info["name"])
        if reader is None:
            raise web.HTTPNotFound
        return _json(reader(self._operations.house))

    async def _operate(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        try:
            body = json.loads(await request.read() or b"{}")
            result = await self._done(name, body)
        except (KeyError, TypeError, ValueError, IndexError, OSError) as error:
            return _json({"ok": False, "reason": repr(error)}, status=400)
        return _json({"ok": True, "result": result})

    async def _done(self, name: str, body: dict[str, object]) -> object:
        if name == "clear":
            self._operations.house.journal.clear()
            return None
        if name not in OPERATIONS:
            raise web.HTTPNotFound
        result = getattr(self._operations, name)(**body)
        return await result if isawaitable(result) else result


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(
        text=encode(value), status=status, content_type="application/json"
    )
