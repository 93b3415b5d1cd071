"""A connection to the system's message bus: the one file that knows dbus_fast."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, Final, Self

from dbus_fast import (
    BusType,
    DBusFastError,
    Message,
    MessageFlag,
    MessageType,
    Variant,
    unpack_variants,
)
from dbus_fast.aio import MessageBus

from .dbus_types import BusLostError, CallError, Typed
from .timing import NetworkTiming

_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_DAEMON: Final = "org.freedesktop.DBus"
# What dbus_fast lets through when the daemon goes away or answers nonsense.
_LOST: Final = (OSError, EOFError, ValueError, AttributeError, DBusFastError)


class Bus:
    """Calls one service on the system's bus."""

    def __init__(
        self, service: str, connection: MessageBus, timing: NetworkTiming
    ) -> None:
        """Take a connection that is made."""
        self._service = service
        self._connection = connection
        self._timing = timing
        self._end = asyncio.create_task(_end_of(connection))

    @classmethod
    async def connect(cls, service: str, timing: NetworkTiming) -> Self:
        """Connect, or raise BusLostError."""
        try:
            async with asyncio.timeout(timing.answer):
                bus = MessageBus(bus_type=BusType.SYSTEM)
                return cls(service, await bus.connect(), timing)
        except _LOST:
            raise BusLostError from None

    async def connect_again(self) -> Self:
        """Return a new connection in the place of this one."""
        await self.close()
        return await self.connect(self._service, self._timing)

    @property
    def is_lost(self) -> bool:
        """Return whether nothing more can be said on it."""
        return not self._connection.connected

    async def close(self) -> None:
        """Disconnect."""
        if not self.is_lost:
            self._connection.disconnect()
        await asyncio.wait({self._end}, timeout=self._timing.answer)

    async def call(
        self, path: str, interface: str, member: str, signature: str = "", *body: object
    ) -> list[Any]:
        """Return what a method of the service answers."""
        return await self._ask(
            Message(
                destination=self._service,
                path=path,
                interface=interface,
                member=member,
                flags=MessageFlag.NO_AUTOSTART,
                signature=signature,
                body=[_with_variants(it) for it in body],
            )
        )

    async def properties(self, path: str, interface: str) -> Mapping[str, Any]:
        """Return all properties of an object."""
        [properties] = await self.call(path, _PROPERTIES, "GetAll", "s", interface)
        unpacked: dict[str, Any] = unpack_variants(properties)
        return unpacked

    @asynccontextmanager
    async def listening(
        self,
        path: str,
        interface: str,
        member: str,
        on_signal: Callable[[list[Any]], None],
    ) -> AsyncGenerator[None]:
        """Hear a signal of an object meanwhile."""
        rule = (
            f"type='signal',sender='{self._service}',path='{path}',"
            f"interface='{interface}',member='{member}'"
        )

        def _hear(message: Message) -> None:
            if message.message_type is not MessageType.SIGNAL:
                return
            if (message.path, message.member) == (path, member):
                on_signal(message.body)

        await self._ask(_to_daemon("AddMatch", rule))
        self._connection.add_message_handler(_hear)
        try:
            yield
        finally:
            self._connection.remove_message_handler(_hear)
            with suppress(BusLostError, CallError):
                await self._ask(_to_daemon("RemoveMatch", rule))

    async def _ask(self, message: Message) -> list[Any]:
        if self.is_lost:
            raise BusLostError
        try:
            async with asyncio.timeout(self._timing.answer):
                reply = await self._connection.call(message)
        except TimeoutError:
            name = "no answer"
            raise CallError(name) from None
        except _LOST:
            raise BusLostError from None
        return _body(reply)


def _body(reply: Message | None) -> list[Any]:
    if reply is None:
        raise BusLostError
    if reply.message_type is MessageType.ERROR:
        # The error's text may name a network; its name does not.
        raise CallError(reply.error_name)
    return reply.body


async def _end_of(connection: MessageBus) -> None:
    with suppress(*_LOST):
        await connection.wait_for_disconnect()  # type: ignore[no-untyped-call]


def _to_daemon(member: str, rule: str) -> Message:
    return Message(
        destination=_DAEMON,
        path="/org/freedesktop/DBus",
        interface=_DAEMON,
        member=member,
        signature="s",
        body=[rule],
    )


def _with_variants(value: object) -> object:
    match value:
        case Typed(signature, inner):
            return Variant(signature, _with_variants(inner))
        case dict():
            return {key: _with_variants(inner) for key, inner in value.items()}
        case list():
            return [_with_variants(inner) for inner in value]
    return value
