"""What is asked of devices, once it is known that something reaches them."""

from abc import abstractmethod
import asyncio

from .api.errors import (
    EwelinkConnectionError,
    EwelinkNoAnswerError,
    EwelinkTimeoutError,
)
from .api.link import Link
from .api.wire import Command, OnDone, Params
from .availability import check_available
from .devices.device import Device


class DeviceCommands:
    """Commands and questions, for who has a link."""

    link: Link

    @abstractmethod
    def is_available(self, device: Device) -> bool:
        """Return whether a device is there, and something that reaches it."""

    async def async_command(self, device: Device, command: Command) -> None:
        """Send a command to a device and await its answer. Raises EwelinkError.

        After no answer the device may have obeyed all the same: it is asked once.
        """
        check_available(device)
        try:
            await self.link.send(device, command)
        except EwelinkNoAnswerError, EwelinkTimeoutError:
            self.link.begin_query(device)
            raise

    async def async_act(
        self, device: Device, command: Command, on_done: OnDone | None = None
    ) -> Params:
        """Send an action, alone and once; return the answer. Raises EwelinkError."""
        check_available(device)
        return await self.link.ask(device, command, on_done)

    async def async_ask_locally(
        self, device: Device, question: Params
    ) -> Params | None:
        """Ask as above, in the local network alone; None where that has no way there.

        Raises EwelinkError where the device did not answer, or nothing else may ask it.
        """
        if not self.link.is_local(device.id):
            return None
        return await self.link.ask_locally(device, question)

    async def async_update_device(self, device: Device) -> None:
        """Ask for a device's params; it is an error only that the account unloads."""
        if not self.is_available(device):
            return
        question = self.link.begin_query(device)
        await asyncio.wait([question])
        if question.cancelled():
            message = "the account was unloaded before the answer"
            raise EwelinkConnectionError(message)

    async def async_query(self, device: Device) -> None:
        """Ask for a device's params as above. Raises EwelinkError."""
        check_available(device)
        await self.link.query(device)
