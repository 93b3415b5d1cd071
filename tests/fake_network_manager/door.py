"""The door on the bus: calls come in with their types, answers and signals go out."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, NamedTuple, override

from dbus_fast import DBusError, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from .errors import denied, unknown_method
from .host import Host
from .model import ROOT
from .properties import properties_of

NAME: Final = "org.freedesktop.NetworkManager"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_GONE: Final = (
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg2=''"
)


class Method(NamedTuple):
    """A method: what it is called with, what it answers, who may call it."""

    takes: str
    gives: str
    call: Callable[..., Any]
    permission: str | None = None


class Door(Host):
    """A host on a bus, under NetworkManager's name."""

    def __init__(self) -> None:
        """Prepare; `start` takes the name."""
        super().__init__()
        self.version = "1.42.4"
        self.permissions = dict.fromkeys(
            (
                f"{NAME}.network-control",
                f"{NAME}.settings.modify.system",
                f"{NAME}.settings.modify.own",
                f"{NAME}.checkpoint-rollback",
                f"{NAME}.wifi.scan",
            ),
            "yes",
        )
        self.calls: list[str] = []
        self.methods: dict[tuple[str, str], Method] = {}
        self._bus: MessageBus | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, address: str) -> None:
        """Take the name on a bus."""
        self._bus = bus = await MessageBus(bus_address=address).connect()
        bus.add_message_handler(self._handle)
        await bus.call(
            Message(
                destination="org.freedesktop.DBus",
                path="/org/freedesktop/DBus",
                interface="org.freedesktop.DBus",
                member="AddMatch",
                signature="s",
                body=[_GONE],
            )
        )
        await bus.request_name(NAME)

    @override
    async def stop(self) -> None:
        await super().stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._bus is not None and self._bus.connected:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    @override
    def emit(
        self, path: str, interface: str, member: str, signature: str, body: list[Any]
    ) -> None:
        if self._bus is None or not self._bus.connected:
            return
        message = Message(
            message_type=MessageType.SIGNAL,
            path=path,
            interface=f"{NAME}{interface}",
            member=member,
            signature=signature,
            body=body,
        )
        self._bus.send(message)

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Go on with something; the end of the host ends it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _handle(self, message: Message) -> Message | bool | None:
        if message.member == "NameOwnerChanged":
            self.let_go(message.body[0])
            return None
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        if message.interface == PROPERTIES and message.member == "GetAll":
            return self._get_all(message)
        interface = (message.interface or "").removeprefix(NAME)
        method = self.methods.get((interface, message.member or ""))
        if method is None or method.takes != message.signature:
            text = f"{message.member} ({message.signature})"
            raise unknown_method(text)
        self.calls.append(message.member or "")
        if message.member == "AddAndActivateConnection2":
            self.later(self._answer_later(message, method))
            return True
        return self._answer(message, method)

    async def _answer_later(self, message: Message, method: Method) -> None:
        """Answer after what was asked for later, as the profile is written first."""
        await asyncio.sleep(self.pace)
        try:
            answer = self._answer(message, method)
        except DBusError as err:
            answer = Message.new_error(message, err.type, err.text)
        if self._bus is not None and self._bus.connected:
            await self._bus.send(answer)

    def _answer(self, message: Message, method: Method) -> Message:
        if method.permission is not None:
            self._check(method.permission)
        result = method.call(message, *message.body)
        match method.gives:
            case "":
                return Message.new_method_return(message)
            case "ooa{sv}":
                return Message.new_method_return(message, method.gives, [*result, {}])
            case gives:
                return Message.new_method_return(message, gives, [result])

    def _get_all(self, message: Message) -> Message:
        interface = str(message.body[0]).removeprefix(NAME)
        path = str(message.path)
        if path == ROOT and interface == "":
            found = self._own_properties()
        elif (there := properties_of(self, path, interface)) is not None:
            found = there
        else:
            raise unknown_method(path)
        return Message.new_method_return(message, "a{sv}", [found])

    def _own_properties(self) -> dict[str, Variant]:
        primary = self.primary()
        paths = [active.path for active, _ in self.actives()]
        return {
            "Version": Variant("s", self.version),
            "PrimaryConnection": Variant("o", primary.path if primary else "/"),
            "ActiveConnections": Variant("ao", paths),
            "WirelessEnabled": Variant("b", value=True),
        }

    def _check(self, permission: str) -> None:
        if self.permissions.get(f"{NAME}.{permission}") != "yes":
            raise denied()
