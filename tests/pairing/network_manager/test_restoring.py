"""The network comes back, whatever happens."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from custom_components.ewelink.pairing.errors import Reason
from custom_components.ewelink.pairing.network_manager import Before
from custom_components.ewelink.pairing.network_manager.to_the_end import to_the_end
from tests.fake_network_manager import FakeNetworkManager, Joining, Returning
from tests.fake_network_manager.model import Profile

from .conftest import QUICK, Open, Stay, reason_of

NAME = "org.freedesktop.NetworkManager"
KINDS = pytest.mark.parametrize("kind", ["spare", "uplink"], indirect=True)


async def _staying(stay: Stay) -> asyncio.Task[None]:
    """Return a stay that has arrived on the hotspot, and would be there for ever."""
    arrived = asyncio.Event()

    async def _wait() -> None:
        arrived.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(stay.run(_wait))
    await arrived.wait()
    return task


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_what_is_done_meanwhile_fails(stay: Stay) -> None:
    """The failure is raised, after the network is back."""

    async def _fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await stay.run(_fail)


@pytest.fixture
def unused(host: FakeNetworkManager, spare: None) -> None:
    """Let somebody have disconnected the spare Wi-Fi by hand."""
    for device in host.devices.values():
        device.is_autoconnecting = device.name != "wlan0"


@pytest.mark.usefixtures("unused", "as_before")
async def test_unused_interface_stays_unused(stay: Stay) -> None:
    """What was disconnected by hand does not connect by itself afterwards."""
    await stay.run()


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_cancelled_on_the_hotspot(stay: Stay) -> None:
    """Who leaves in the middle leaves no trace."""
    await _cancel(await _staying(stay))


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_cancelled_while_joining(stay: Stay, host: FakeNetworkManager) -> None:
    """A hotspot that is being joined is left."""
    begun = asyncio.Event()

    async def _on_activate(_: str, profile: Profile) -> None:
        begun.set()

    host.joining = Joining.NEVER
    host.on_activate = _on_activate
    task = asyncio.create_task(stay.run())
    await begun.wait()
    await _cancel(task)


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_cancelled_before_the_join_is_answered(
    stay: Stay, host: FakeNetworkManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for is undone, though the answer comes after the cancellation."""
    task = asyncio.create_task(stay.run())
    answer_later = host._answer_later
    host.pace = 0.05

    async def _answer_later(*call: Any) -> None:
        task.cancel()
        await answer_later(*call)

    monkeypatch.setattr(host, "_answer_later", _answer_later)
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(4 * host.pace)


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_cancelled_before_the_checkpoint_is_answered(
    stay: Stay, host: FakeNetworkManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkpoint that nobody waited for is destroyed too."""
    task = asyncio.create_task(stay.run())
    create = host.checkpoints.create

    def _create(devices: list[str], seconds: int) -> str:
        task.cancel()
        return create(devices, seconds)

    monkeypatch.setattr(host.checkpoints, "create", _create)
    with pytest.raises(asyncio.CancelledError):
        await task


@KINDS
@pytest.mark.usefixtures("kind", "as_before")
async def test_cancelled_again_and_again(stay: Stay, host: FakeNetworkManager) -> None:
    """Nobody's impatience stops the way back."""
    task = await _staying(stay)
    host.pace = 0.1
    while not task.done():
        task.cancel()
        await asyncio.sleep(0.01)
    assert task.cancelled()


@pytest.mark.parametrize("returning", [Returning.REFUSED_ONCE, Returning.FAILS_ONCE])
@pytest.mark.usefixtures("uplink", "as_before")
async def test_checkpoint_is_rolled_back(
    stay: Stay, host: FakeNetworkManager, returning: Returning
) -> None:
    """What cannot be put back is put back by NetworkManager."""
    host.returning = returning
    await stay.run()
    assert "CheckpointRollback" in host.calls


@pytest.mark.usefixtures("uplink", "as_before")
async def test_old_connection_is_tried_again(
    stay: Stay, host: FakeNetworkManager
) -> None:
    """Without a checkpoint the old connection gets a second chance."""
    host.permissions[f"{NAME}.checkpoint-rollback"] = "no"
    host.returning = Returning.REFUSED_ONCE
    await stay.run()
    assert host.calls.count("ActivateConnection") == 2


@pytest.mark.parametrize("returning", [Returning.FAILS, Returning.NEVER])
@pytest.mark.usefixtures("uplink")
async def test_network_does_not_come_back(
    stay: Stay, host: FakeNetworkManager, returning: Returning
) -> None:
    """What did not succeed is said."""
    host.returning = returning
    assert await reason_of(stay.run()) == (Reason.NOT_RESTORED, None)


@pytest.mark.usefixtures("uplink")
async def test_cancellation_does_not_hide_it(
    stay: Stay, host: FakeNetworkManager
) -> None:
    """Who cancelled must hear that the network is not back."""
    host.returning = Returning.FAILS
    task = await _staying(stay)
    task.cancel()
    assert await reason_of(task) == (Reason.NOT_RESTORED, None)


@pytest.mark.usefixtures("uplink")
async def test_uplink_is_verified(stay: Stay, host: FakeNetworkManager) -> None:
    """An interface that is back is not enough: the host must have its way out."""

    async def _plug_in() -> None:
        host.add_ethernet()

    assert await reason_of(stay.run(_plug_in)) == (Reason.NOT_RESTORED, None)


@pytest.mark.usefixtures("uplink", "as_before")
async def test_checkpoint_ends_by_itself(
    host: FakeNetworkManager, open_manager: Open
) -> None:
    """A pairing that takes too long is ended by NetworkManager."""
    manager = await open_manager(replace(QUICK, checkpoint=1))
    [interface] = await manager.interfaces()
    stay = Stay(manager, interface)
    seen = []

    async def _wait() -> None:
        await asyncio.sleep(1.2)
        seen.append(host.snapshot()["devices"]["wlan0"]["uuid"])

    await stay.run(_wait)
    [before, _] = stay.told
    assert isinstance(before, Before)
    assert seen == [before.uuid]


async def test_failure_of_work_wins_over_a_cancellation() -> None:
    """What goes wrong at the end is not lost."""

    async def _fail() -> None:
        await asyncio.sleep(0.01)
        raise ZeroDivisionError

    task = asyncio.create_task(to_the_end(_fail()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(ZeroDivisionError):
        await task
