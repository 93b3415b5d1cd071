"""What fixtures run: a bus in the place of the system's, with a host on it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import socket

import pytest
from pytest_socket import socket_allow_hosts

from .private_bus import PrivateBus
from .service import FakeNetworkManager


@asynccontextmanager
async def running_bus(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[PrivateBus]:
    """Run a bus that takes the place of the system's; sockets must be enabled."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
    bus = PrivateBus()
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    try:
        await bus.start()
        yield bus
    finally:
        await bus.stop()


@asynccontextmanager
async def running_host(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[FakeNetworkManager]:
    """Run a NetworkManager without any device; this process sees those it gets."""
    host = FakeNetworkManager()

    def _names() -> list[tuple[int, str]]:
        return list(enumerate((it.name for it in host.devices.values()), 1))

    monkeypatch.setattr(socket, "if_nameindex", _names)
    try:
        await host.start(bus.own_address)
        yield host
    finally:
        await host.stop()
