"""The control side over HTTP.

GET  /sim/state       homes, devices with params and buttons, pairing, counters
GET  /sim/calls       every HTTP call: interface, region, at, status, error
GET  /sim/frames      every frame received: session, at, data
GET  /sim/keys        the `devicekey` of each device, by id
GET  /sim/lan         WebSocket: what plays the devices in their network joins here
GET  /sim/violations  limits that were not kept
GET  /sim/events      server-sent events: device, roster, sessions, pairing
POST /sim/press       device, button="0": an id of `buttons` in the state
POST /sim/turn        device, handle, value: a knob, or a curtain drawn by hand
POST /sim/push        device, params
POST /sim/frame       text | size: a raw text frame, or one of that many characters
POST /sim/online      device, online
POST /sim/tick        seconds
POST /sim/add         like | uiid, name, room="": as another device, or of a type
POST /sim/remove      device
POST /sim/rename      device, name
POST /sim/key         device, key: as if the device were paired again
POST /sim/move        device, room, home=""
POST /sim/set         device, overrides={}, dropped=[], hidden=false: odd list entries
POST /sim/internet    there: whether anybody reaches the cloud
POST /sim/local       there, device="": whether it, or all, are in their own network
POST /sim/sockets     do = drop | abort | freeze | thaw
POST /sim/tokens      do = expire | expire_refresh | kill_refresh | kill | sign_in
POST /sim/family_type hidden: whether the list of homes leaves it out
POST /sim/replaced    renews, silently: what becomes of a sign-in that was replaced
POST /sim/page        code_life=30, wrong_region="405": the sign-in page's codes
POST /sim/my          instance: the Home Assistant that My's redirect leads to
POST /sim/app         app_id, redirects=null, refused=null: an APPID's registration
POST /sim/quota       calls, as_status=false: null is no quota
POST /sim/fail        interface="*", status=200, error=null, times=1, data={}
POST /sim/delay       interface="*", seconds
POST /sim/device_fault  device, error=0, silent=false, obeys=false, times=null, delay=0
                      or heal: it obeys again
POST /sim/history     device, channel=0, day=null: answers what a meter counted that day
                      hundredths=null: corrects it; says=null, withheld=false: how
                      it answers from now on instead of with its history
POST /sim/clear       forget planned faults and delays
POST /sim/limits      enforced
POST /sim/heartbeat   seconds: hbInterval in the answer to `userOnline`, or null
POST /sim/page_limit  num: larger pages fail as a slow cloud's do, null is no limit
POST /sim/reset_counters
POST /sim/pair        profile="colink", device="", pace=1: a new device by default
POST /sim/hold        device: the button of a device that was in pairing mode
POST /sim/gsm         name: a new device with a SIM card; answers its `gsm_id`
POST /sim/code        recipient: answers the newest verification code sent there

A device is named by id or name. Answers are `{"ok": true, ...}`, or HTTP 400 with
`{"ok": false, "reason": ...}`.
"""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from inspect import isawaitable
import json
from pathlib import Path
from typing import Final

from aiohttp import web

from .codes import CODE_LIFE
from .controls import Controls
from .device_http import DEVICE_OPERATIONS
from .errors import CloudError
from .faults import ANY
from .pairing_http import PAIRING_OPERATIONS, pairing_state
from .state import device_state, full_state, summary
from .wire import Json, encode

type Operation = Callable[[Controls, Json], object]

PAGE: Final = Path(__file__).with_name("page.html")
_EVENTS_KEPT: Final = 1000


def _frame(controls: Controls, body: Json) -> None:
    if "size" in body:
        controls.push_huge(int(body["size"]))
    else:
        controls.push_text(str(body["text"]))


def _sockets(controls: Controls, body: Json) -> None:
    actions = {
        "drop": controls.drop_sockets,
        "abort": controls.abort_sockets,
        "freeze": controls.freeze_sockets,
        "thaw": controls.thaw_sockets,
    }
    actions[body["do"]]()


def _local(controls: Controls, body: Json) -> None:
    wanted = body.get("device", "")
    device_id = controls.device(wanted).device_id if wanted else ""
    controls.cloud.local.let_be(device_id, there=bool(body["there"]))


def _tokens(controls: Controls, body: Json) -> None:
    actions: dict[str, Callable[[], object]] = {
        "expire": controls.expire_access_tokens,
        "expire_refresh": controls.expire_refresh_tokens,
        "kill_refresh": controls.kill_refresh_tokens,
        "kill": controls.kill_tokens,
        "sign_in": partial(controls.sign_in, body.get("app_id", "")),
    }
    actions[body["do"]]()


def _replaced(controls: Controls, body: Json) -> None:
    controls.let_replaced_renew(bool(body.get("renews", False)))
    controls.kick_silently(bool(body.get("silently", False)))


def _codes(controls: Controls, body: Json) -> None:
    controls.set_code_life(float(body.get("code_life", CODE_LIFE)))
    controls.answer_wrong_region(str(body.get("wrong_region", "405")))


def _app(controls: Controls, body: Json) -> None:
    controls.register_redirects(body["app_id"], body.get("redirects"))
    controls.refuse_app(body["app_id"], body.get("refused"))


def _quota(controls: Controls, body: Json) -> None:
    controls.set_quota(body["calls"], as_status=bool(body.get("as_status", False)))


def _fail(controls: Controls, body: Json) -> None:
    controls.fail_next(
        body.get("interface", ANY),
        status=body.get("status", 200),
        error=body.get("error"),
        times=body.get("times", 1),
        data=body.get("data"),
    )


def _delay(controls: Controls, body: Json) -> None:
    controls.delay(float(body["seconds"]), body.get("interface", ANY))


def _heartbeat(controls: Controls, body: Json) -> None:
    controls.set_heartbeat(body["seconds"])


def _page_limit(controls: Controls, body: Json) -> None:
    controls.limit_pages(body["num"])


OPERATIONS: Final[dict[str, Operation]] = {
    "frame": _frame,
    "tick": lambda controls, body: controls.tick(float(body["seconds"])),
    "internet": lambda controls, body: controls.draw_internet(not body["there"]),
    "local": _local,
    "sockets": _sockets,
    "tokens": _tokens,
    "family_type": lambda controls, body: controls.hide_family_type(
        bool(body["hidden"])
    ),
    "replaced": _replaced,
    "page": _codes,
    "code": lambda controls, body: controls.verification_code(body["recipient"]),
    "my": lambda controls, body: controls.stand_in_for_my(body["instance"]),
    "app": _app,
    "quota": _quota,
    "fail": _fail,
    "delay": _delay,
    "clear": lambda controls, _: controls.clear_faults(),
    "limits": lambda controls, body: controls.enforce_limits(bool(body["enforced"])),
    "heartbeat": _heartbeat,
    "page_limit": _page_limit,
    "reset_counters": lambda controls, _: controls.clear_counters(),
    **DEVICE_OPERATIONS,
    **PAIRING_OPERATIONS,
}
_READERS: Final[dict[str, Callable[[Controls], object]]] = {
    "state": lambda controls: full_state(controls) | pairing_state(controls),
    "calls": lambda controls: [asdict(item) for item in controls.calls],
    "frames": lambda controls: [asdict(item) for item in controls.frames],
    "keys": lambda controls: {
        device.device_id: device.devicekey for device in controls.devices.values()
    },
    "violations": lambda controls: [asdict(item) for item in controls.violations],
}


class ControlServer:
    """Serves `/sim/...` and the page."""

    def __init__(self, controls: Controls) -> None:
        """Serve the controls of a simulator."""
        self._controls = controls
        self._streams: set[asyncio.Queue[Json | None]] = set()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Register everything."""
        router.add_get("/", self._page)
        router.add_get("/sim/events", self._events)
        router.add_get("/sim/{name}", self._read)
        router.add_post("/sim/{name}", self._operate)

    def stop(self) -> None:
        """End the event streams."""
        for queue in self._streams:
            queue.put_nowait(None)

    async def _page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE)

    async def _read(self, request: web.Request) -> web.Response:
        reader = _READERS.get(request.match_info["name"])
        if reader is None:
            raise web.HTTPNotFound
        return _json(reader(self._controls))

    async def _operate(self, request: web.Request) -> web.Response:
        operation = OPERATIONS.get(request.match_info["name"])
        if operation is None:
            raise web.HTTPNotFound
        try:
            body = json.loads(await request.read() or b"{}")
            result = operation(self._controls, body)
            if isawaitable(result):
                result = await result
        except (KeyError, TypeError, ValueError, CloudError) as error:
            return _json({"ok": False, "reason": repr(error)}, status=400)
        return _json({"ok": True, "result": result})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        listeners = self._controls.cloud.listeners

        def listen(event: Json) -> None:
            if queue.qsize() < _EVENTS_KEPT:
                queue.put_nowait(event)

        listeners.add(listen)
        self._streams.add(queue)
        try:
            while (event := await queue.get()) is not None:
                text = encode(self._shown(event))
                await response.write(f"data: {text}\n\n".encode())
        except ConnectionError:
            pass
        finally:
            listeners.discard(listen)
            self._streams.discard(queue)
        return response

    def _shown(self, event: Json) -> Json:
        device = self._controls.devices.get(event.get("device", ""))
        shown: Json = {**event, "summary": summary(self._controls)}
        if device is not None:
            shown["device"] = device_state(self._controls, device)
        if "pairing" in event:
            shown |= pairing_state(self._controls)
        return shown


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(
        text=encode(value), status=status, content_type="application/json"
    )
