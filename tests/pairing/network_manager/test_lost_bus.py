"""The bus goes away in the middle: NetworkManager drops what hung on it."""

import asyncio

import pytest

from custom_components.ewelink.pairing.errors import Reason
from tests.fake_network_manager import FakeNetworkManager, Joining, PrivateBus
from tests.fake_network_manager.model import Profile

from .conftest import Stay, reason_of

KINDS = pytest.mark.parametrize("kind", ["spare", "uplink"], indirect=True)


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_profile_goes_with_the_bus(
    stay: Stay, bus: PrivateBus, host: FakeNetworkManager
) -> None:
    """A crash is repaired by NetworkManager itself."""
    before = host.snapshot()

    async def _lose() -> None:
        await bus.cut()
        await asyncio.sleep(0.2)
        assert host.snapshot() == {**before, "checkpoints": 1}

    await stay.run(_lose)


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_bus_is_lost_while_joining(
    stay: Stay, bus: PrivateBus, host: FakeNetworkManager
) -> None:
    """Neither answer nor signal comes; the rest is verified by a new connection."""

    async def _on_activate(_: str, profile: Profile) -> None:
        if profile.is_volatile:
            host.on_activate = None
            await bus.cut()

    host.joining = Joining.NEVER
    host.on_activate = _on_activate
    assert await reason_of(stay.run()) == (Reason.NOT_JOINED, None)


@KINDS
@pytest.mark.usefixtures("kind")
async def test_no_new_connection(stay: Stay, bus: PrivateBus) -> None:
    """What cannot be verified is not said to be well."""
    assert await reason_of(stay.run(bus.shut_out)) == (Reason.NOT_RESTORED, None)


@KINDS
@pytest.mark.usefixtures("kind")
async def test_network_manager_ends(stay: Stay, host: FakeNetworkManager) -> None:
    """Without NetworkManager nothing is put back, and nothing waits for ever."""
    async with asyncio.timeout(5):
        reason = await reason_of(stay.run(host.stop))
    assert reason == (Reason.NOT_RESTORED, None)


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_bus_is_lost_on_the_way_back(
    stay: Stay, bus: PrivateBus, host: FakeNetworkManager
) -> None:
    """The way back is begun again by a new connection."""
    cutting: list[asyncio.Task[None]] = []

    async def _cut_soon() -> None:
        host.pace = 0.05
        cutting.append(asyncio.create_task(_cut(bus)))

    await stay.run(_cut_soon)
    await asyncio.wait(cutting)


async def _cut(bus: PrivateBus) -> None:
    await asyncio.sleep(0.01)
    await bus.cut()
