"""What one does to the devices in their network, by hand or to let them fail."""

import asyncio
from dataclasses import replace
import secrets
import time
from typing import Any, Final

from tests.simulator.behaviours.base import opposite
from tests.simulator.behaviours.stamps import iso_of, next_moment
from tests.simulator.wire import Json

from .device import Cut, Faults, Gone, LocalDevice
from .diy import diy_devices, naming, with_own_names
from .families import TRIGGER
from .house import CLICK, House
from .record import Instance, text_of
from .stage import Stage

GARBAGE: Final = 200
_BURST: Final = 0.01


class Operations:
    """The controls of what is played."""

    def __init__(self, stage: Stage) -> None:
        """Control a stage."""
        self.stage = stage

    @property
    def house(self) -> House:
        """Return the devices that are played."""
        return self.stage.house

    async def begin(
        self,
        cloud: str = "",
        diy: tuple[str, ...] = (),
        deliver: int | None = None,
        *,
        silent: bool | None = None,
    ) -> int:
        """Play anew; return where questions are heard."""
        network = self.stage.network
        if deliver is not None:
            network.deliver = deliver
        if silent is not None:
            network.is_silent = silent
        return await self.stage.begin(cloud, tuple(diy))

    async def end(self) -> None:
        """Play nothing."""
        await self.stage.end()

    def key(self, device: str, key: str | None) -> None:
        """Let a device have another key than the cloud lists; None is that one."""
        self.house.device(device).own_key = key

    async def fault(self, device: str, **faults: object) -> None:
        """Let a device misbehave; what is not named stays as it is."""
        found = self.house.device(device)
        was = found.faults.gone
        wanted = faults.pop("gone", was)
        gone = Gone(str(wanted)) if wanted else None
        if "cut" in faults:
            faults["cut"] = Cut(str(faults["cut"]))
        found.faults = replace(found.faults, **faults)  # type: ignore[arg-type]
        if gone is not was:
            await self.house.let_be(found, gone)

    async def heal(self, device: str) -> None:
        """Let a device do all that it should."""
        fine = vars(Faults())
        await self.fault(device, **fine)

    async def move(self, device: str, host: str = "") -> str:
        """Give a device another address, and let it announce that."""
        found = self.house.device(device)
        await self.house.move(found, host)
        self.house.announce(found)
        return found.host

    def restart(self, device: str) -> None:
        """Let a device begin to count anew."""
        found = self.house.device(device)
        found.seq = 0
        self.house.announce(found)

    def diy(self, device: str, *, on: bool, named: bool = False) -> None:
        """Put a device into DIY mode, or back; it may have names of its own in it."""
        found = self.house.device(device)
        found.family = naming(found.family, found.id)
        if named:
            found.family = with_own_names(found.family)
        found.is_diy = on
        self.restart(device)

    async def add(self, kind: str, device_id: str = "") -> list[str]:
        """Let a device in DIY mode be here that no account has."""
        made = diy_devices(kind, device_id)
        for device in made:
            await self.house.add(device)
        return [device.id for device in made]

    def multicast(self, *, on: bool) -> None:
        """Let multicast come through, or nothing of it."""
        self.house.is_quiet = not on

    def announce(self, device: str) -> None:
        """Let a device tell its whole state."""
        self.house.announce(self.house.device(device))

    def repeat(self, device: str, back: int = 0, times: int = 1) -> None:
        """Send the last report again, or the one so many before it."""
        found = self.house.device(device)
        text = text_of(found.told[-1 - back])
        for _ in range(times):
            self.house.send(found, found.instance.announce(text, with_address=True))

    def goodbye(self, device: str) -> None:
        """Let it be said that a device leaves, which it does not."""
        found = self.house.device(device)
        self.house.send(found, found.instance.goodbye())

    def text(self, device: str, strings: list[str] | None = None, **where: Any) -> None:
        """Send a TXT record of these strings, or of `raw` bytes in hexadecimal.

        It says the device's name, host and port unless it is told others.
        """
        found = self.house.device(device)
        instance = Instance(
            where.get("name") or found.family.prefix + found.id,
            where.get("host") or found.host,
            where.get("port") or found.port,
        )
        raw = where.get("raw")
        if strings is not None:
            text = text_of([it.encode() for it in strings])
        else:
            text = secrets.token_bytes(GARBAGE) if raw is None else bytes.fromhex(raw)
        self.house.send(found, instance.announce(text, with_address=True))

    def flood(self, device: str, rate: int, seconds: float) -> None:
        """Let a device report as often as that, each time something new."""
        self.house.start(self._flood(self.house.device(device), rate, seconds))

    async def _flood(self, device: LocalDevice, rate: int, seconds: float) -> None:
        begun, sent = time.monotonic(), 0
        while (passed := time.monotonic() - begun) < seconds:
            while sent < rate * passed:
                self.house.announce(device)
                sent += 1
            await asyncio.sleep(_BURST)

    async def toggle(self, devices: list[str], times: int, pace: float) -> list[int]:
        """Let somebody switch devices by hand in turn; return when each report left.

        The cloud is not told, so that nothing comes by another way.
        """
        found = [self.house.device(device) for device in devices]
        left = []
        for number in range(times):
            device = found[number % len(found)]
            changes = self._toggled(device, 0)
            device.change(changes)
            text = text_of(device.tell(changes))
            packet = device.instance.announce(text, with_address=True)
            await asyncio.sleep(pace)
            left.append(time.monotonic_ns())
            self.house.send(device, packet)
        return left

    def cloud(self, device: str, *, there: bool) -> None:
        """Draw the contact of a device with the cloud, or restore it."""
        if self.stage.wire is not None:
            self.stage.wire.draw(self.house.device(device), online=there)

    def set(self, device: str, params: Json) -> None:
        """Change what somebody changes by hand, in the words of the cloud."""
        self.house.touched(self.house.device(device), params, {})

    def press(self, device: str, button: str = "0", **options: object) -> Json:
        """Press a device's button, or a remote's that it hears.

        `0` is a relay, `outlet:key` a key of a switch with `trigger`=11 for a click; a
        channel of a radio bridge takes a `stamp`.
        """
        found = self.house.device(device)
        if found.family.type == "rf":
            params, said = self._heard(found, button, options.get("stamp")), {}
        elif ":" in button:
            outlet, key = map(int, button.split(":"))
            params = {"localKeyPass": {"outlet": outlet, "key": key}}
            said = {"triggerType": options.get("trigger", CLICK)}
        else:
            params, said = self._toggled(found, int(button)), {}
        self.house.touched(found, params, said)
        return params

    def _heard(self, device: LocalDevice, button: str, stamp: object) -> Json:
        used = [it for key, it in device.params.items() if key.startswith(TRIGGER)]
        moment = next_moment(time.time(), *used)
        return {"cmd": "trigger", f"{TRIGGER}{button}": stamp or iso_of(moment)}

    def _toggled(self, device: LocalDevice, outlet: int) -> Json:
        if "switches" not in device.params:
            return {"switch": opposite(device.params.get("switch"))}
        states = {it["outlet"]: it["switch"] for it in device.params["switches"]}
        return {"switches": [{"outlet": outlet, "switch": opposite(states[outlet])}]}
