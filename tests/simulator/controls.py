"""The control side in Python: what a test does to the cloud and its devices."""

from copy import deepcopy
from typing import Final

from .canaries import CANARIES
from .cloud import Cloud
from .factory import BRIDGE, Row, build
from .faults import ANY, Fault
from .group_controls import GroupControls
from .homes import connect_bridge
from .journal import Call, Frame
from .limits import Violation
from .model import (
    CommandFault,
    Place,
    SimDevice,
    SimFamily,
    UpgradeFate,
)
from .wire import Json

HUGE_FRAME: Final = 5 * 1024 * 1024


class Controls(GroupControls):
    """Everything one can do to a running or a stopped simulator."""

    def __init__(self, cloud: Cloud) -> None:
        """Control a cloud."""
        super().__init__(cloud)
        self._added = 0x80000

    @property
    def devices(self) -> dict[str, SimDevice]:
        """Return all devices by id."""
        return self.cloud.world.devices

    @property
    def calls(self) -> list[Call]:
        """Return every HTTP call, oldest first."""
        return self.cloud.journal.calls

    @property
    def frames(self) -> list[Frame]:
        """Return every frame clients sent, oldest first."""
        return self.cloud.journal.frames

    @property
    def violations(self) -> list[Violation]:
        """Return the limits clients did not keep."""
        return self.cloud.limits.violations

    @property
    def sessions(self) -> int:
        """Return how many sockets have signed on."""
        return self.cloud.hub.online

    def device(self, name_or_id: str) -> SimDevice:
        """Return a device by id or name."""
        if name_or_id in self.devices:
            return self.devices[name_or_id]
        for device in self.devices.values():
            if device.name == name_or_id:
                return device
        raise KeyError(name_or_id)

    def family(self, name_or_id: str) -> SimFamily:
        """Return a home by id or name."""
        for family in self.world.families.values():
            if name_or_id in {family.id, family.name}:
                return family
        raise KeyError(name_or_id)

    def secrets(self) -> set[str]:
        """Return every string that must never leak, tokens included."""
        return {value for values in self.canaries().values() for value in values}

    def canaries(self) -> dict[str, set[str]]:
        """Return the secrets by kind."""
        devices = (*self.devices.values(), *self.world.factory.values())
        found = {kind: set(values) for kind, values in CANARIES.items()}
        found["token"] = self.cloud.tokens.secrets() | self.cloud.codes.secrets()
        found["devicekey"] = {device.devicekey for device in devices}
        found["chipid"] = {device.chip_id for device in devices}
        found["mac"] = {device.mac for device in devices}
        return found

    def press(self, device: str, button: str = "0") -> Json:
        """Press a device's own button and return what it reported."""
        return self.cloud.devices.press(self.device(device), button)

    def turn(self, device: str, handle: str, value: float) -> Json:
        """Turn or draw something on a device itself; return what it reported."""
        return self.cloud.devices.turn(self.device(device), handle, value)

    def push(self, device: str, params: Json) -> None:
        """Let a device report params."""
        self.cloud.devices.report(self.device(device), params)

    def send_by_app(self, device: str, params: Json) -> None:
        """Let its owner's app send something, as it sends timers that it alters."""
        self.cloud.devices.by_app(self.device(device), params)

    def move_timers(self, seconds: float) -> None:
        """Move the devices' own clocks, and let their timers run that are due then."""
        self.cloud.timers.ahead += seconds
        self.cloud.timers.run()

    def push_text(self, text: str) -> None:
        """Send a raw text frame to every session."""
        self.cloud.hub.broadcast(text)

    def push_huge(self, size: int = HUGE_FRAME) -> None:
        """Send a frame of that many characters to every session."""
        head, tail = '{"action":"notify","filler":"', '"}'
        self.push_text(head + "x" * (size - len(head) - len(tail)) + tail)

    def set_online(self, device: str, online: bool) -> None:  # noqa: FBT001
        """Take a device offline or bring it back."""
        self.cloud.devices.set_online(self.device(device), online=online)

    def tick(self, seconds: float = 1.0) -> None:
        """Let time pass for the devices."""
        self.cloud.devices.tick(seconds)

    def add_device(self, row: Row, home: str = "") -> SimDevice:
        """Add the device of a row to a home, the current one by default."""
        family = self.family(home or self.account.current_family)
        rooms = {room.name: room.id for room in family.rooms}
        place = Place(
            family_id=family.id,
            index=self.world.next_index(family.id, -1),
            room_id=rooms.get(row.room, ""),
        )
        self._added += 1
        device = build(row, self._added, apikey=family.apikey, place=place)
        self.devices[device.device_id] = device
        if device.params.get("parentid") == BRIDGE:
            connect_bridge(self._devices_of(family))
        self.cloud.tell({"roster": True})
        if device.online:
            self.cloud.devices.announce(device)
        return device

    def _devices_of(self, family: SimFamily) -> list[SimDevice]:
        return [
            device
            for device in self.devices.values()
            if device.place.family_id == family.id
        ]

    def add_like(self, device: str, name: str, room: str = "") -> SimDevice:
        """Add another device of the same kind to the current home."""
        other = self.device(device)
        row = Row(
            name=name,
            room=room,
            uiid=other.uiid,
            model=other.model,
            brand=other.brand,
            params=deepcopy(other.params),
            behaviour=lambda: deepcopy(other.behaviour),
        )
        return self.add_device(row)

    def remove_device(self, device: str) -> None:
        """Delete a device, as its owner's phone would."""
        found = self.device(device)
        del self.devices[found.device_id]
        self.cloud.tell({"roster": True})

    def rename_device(self, device: str, name: str) -> None:
        """Give a device another name."""
        self.device(device).name = name
        self.cloud.tell({"roster": True})

    def offer_firmware(
        self,
        device: str,
        version: str,
        *,
        fate: UpgradeFate = UpgradeFate.GOOD,
        seconds: float = 0.0,
    ) -> None:
        """Offer a device a firmware, "" for none, and settle how it takes it."""
        found = self.device(device)
        found.newest_firmware = version
        found.upgrade_fate = fate
        found.upgrade_seconds = seconds

    def change_key(self, device: str, key: str) -> None:
        """Give a device another `devicekey`, as if it were paired again."""
        self.device(device).devicekey = key
        self.cloud.tell({"roster": True})

    def move_device(self, device: str, room: str, home: str = "") -> None:
        """Put a device into another room, of another home if given."""
        found = self.device(device)
        family = self.family(home or found.place.family_id)
        if family.id != found.place.family_id:
            index = self.world.next_index(family.id, 1)
            found.place = Place(family_id=family.id, index=index)
        rooms = {item.name: item.id for item in family.rooms}
        found.place.room_id = rooms[room] if room else ""
        self.cloud.tell({"roster": True})

    def draw_internet(self, drawn: bool = True) -> None:  # noqa: FBT001, FBT002
        """Let nobody reach the cloud; this control side stays."""
        self.cloud.is_drawn = drawn
        if drawn:
            self.cloud.hub.abort()
        self.cloud.tell({})

    def drop_sockets(self) -> None:
        """Close all sockets properly."""
        self.cloud.hub.drop()

    def abort_sockets(self) -> None:
        """Cut all sockets without a close frame."""
        self.cloud.hub.abort()

    def freeze_sockets(self) -> None:
        """Answer no frame any more; TCP stays open."""
        self.cloud.hub.freeze()

    def thaw_sockets(self) -> None:
        """Answer frames again."""
        self.cloud.hub.thaw()

    def fail_next(
        self,
        interface: str = ANY,
        *,
        status: int = 200,
        error: int | None = None,
        times: int | None = 1,
        data: Json | None = None,
    ) -> None:
        """Answer the next calls of `POST /v2/user/login` or alike otherwise."""
        fault = Fault(
            interface=interface,
            status=status,
            error=error,
            times=times,
            data=data or {},
        )
        self.cloud.faults.planned.append(fault)

    def delay(self, seconds: float, interface: str = ANY) -> None:
        """Hold back the answers of an interface."""
        self.cloud.faults.delays[interface] = seconds

    def fail_device(self, device: str, fault: CommandFault | None = None) -> None:
        """Let a device misbehave when told something; None heals it."""
        found = self.device(device)
        found.fault = fault
        self.cloud.device_changed(found)

    def clear_faults(self) -> None:
        """Heal everything that was planned to fail."""
        self.cloud.faults.clear()
        for device in self.devices.values():
            device.fault = None
        self.cloud.tell({"roster": True})

    def set_heartbeat(self, seconds: int | None) -> None:
        """Set the hbInterval told to clients; None leaves it out."""
        self.cloud.hb_interval = seconds

    def limit_pages(self, num: int | None) -> None:
        """Let larger pages of the thing list fail as a slow cloud's do."""
        self.cloud.page_limit = num

    def enforce_limits(self, enforced: bool = True) -> None:  # noqa: FBT001, FBT002
        """Refuse what breaks a limit, or only count it."""
        self.cloud.limits.enforced = enforced

    def clear_counters(self) -> None:
        """Forget calls, frames and violations."""
        self.cloud.journal.clear()
        self.violations.clear()
