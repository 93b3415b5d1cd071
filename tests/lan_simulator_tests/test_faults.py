"""Devices that misbehave."""

import asyncio
import errno
import time

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientOSError,
    ServerDisconnectedError,
)
import pytest

from tests.lan_simulator.crypto import UnreadableError, open_sealed
from tests.lan_simulator.process import LanSimulator
from tests.simulator import Simulator
from tests.simulator.wire import Json

from .client import Client, text_in, until

LAMP = "Kitchen lamp"
ON: Json = {"switch": "on"}


async def test_wrong_key(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """The device does not understand, and is not understood, until the keys agree."""
    listed = simulator.device(LAMP).devicekey
    await lan.key(LAMP, "of-another-account")
    client.forget()
    assert (await client.tell(LAMP, "switch", ON))["error"] == 400
    await lan.announce(LAMP)
    await until(lambda: bool(client.texts(LAMP)))
    text = client.texts(LAMP)[0]
    with pytest.raises(UnreadableError):
        open_sealed(listed, text["iv"], text["data1"])
    await lan.key(LAMP, None)
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0


async def test_resets(client: Client, lan: LanSimulator) -> None:
    """The next requests are cut, and not read."""
    await lan.fault(LAMP, resets=2)
    for _ in range(2):
        with pytest.raises(ClientOSError) as caught:
            await client.tell(LAMP, "switch", ON)
        assert caught.value.errno == errno.ECONNRESET
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0
    assert await lan.read("resets") == {lan.device(LAMP)["id"]: 2}
    assert len(await lan.requests(LAMP)) == 1


@pytest.mark.parametrize("cut", ["early", "closed"])
async def test_other_cuts(client: Client, lan: LanSimulator, cut: str) -> None:
    """A request may be cut before it was read, or without a reset."""
    await lan.fault(LAMP, resets=1, cut=cut)
    with pytest.raises(ClientError) as caught:
        await client.tell(LAMP, "switch", ON)
    assert (cut == "closed") is isinstance(caught.value, ServerDisconnectedError)
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0


async def test_one_at_a_time(client: Client, lan: LanSimulator) -> None:
    """What comes while a request is served is cut, and what comes too early."""
    await lan.fault(LAMP, strict=True, slow=0.2)
    served = asyncio.create_task(client.tell(LAMP, "switch", ON))
    await lan.until_requests(1, LAMP)
    with pytest.raises(ClientError):
        await client.tell(LAMP, "switch", ON)
    assert (await served)["error"] == 0
    with pytest.raises(ClientError):
        await client.tell(LAMP, "switch", ON)
    await lan.fault(LAMP, strict=False)
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0


async def test_slow_answer(client: Client, lan: LanSimulator) -> None:
    """The relay moves at once, and the multicast comes then; the answer is late."""
    await lan.fault(LAMP, slow=0.4)
    client.forget()
    answer = asyncio.create_task(client.tell(LAMP, "switch", ON))
    await client.until_says(LAMP, **ON)
    assert not answer.done()
    assert (await answer)["error"] == 0
    assert len(client.states(LAMP)) == 1


async def test_late_multicast(client: Client, lan: LanSimulator) -> None:
    """The answer comes first."""
    await lan.fault(LAMP, lag=0.1)
    client.forget()
    await client.tell(LAMP, "switch", ON)
    assert client.states(LAMP) == []
    await client.until_says(LAMP, **ON)


@pytest.mark.parametrize(("fault", "obeys"), [("silent", True), ("deaf", False)])
async def test_no_answer(
    client: Client,
    lan: LanSimulator,
    fault: str,
    obeys: bool,  # noqa: FBT001
) -> None:
    """A request is delivered, and never answered."""
    await lan.fault(LAMP, **{fault: True})
    asked = asyncio.create_task(client.tell(LAMP, "switch", ON))
    await lan.until_requests(1, LAMP)
    if obeys:
        await client.until_says(LAMP, **ON)
    assert ((await lan.state(LAMP))["params"]["switch"] == "on") is obeys
    assert not asked.done()
    asked.cancel()


async def test_away(client: Client, lan: LanSimulator) -> None:
    """Nobody listens and nothing is heard, until it is back."""
    await lan.vanish(LAMP)
    client.forget()
    with pytest.raises(ClientConnectorError) as caught:
        await client.tell(LAMP, "switch", ON)
    assert caught.value.errno == errno.ECONNREFUSED
    await lan.announce(LAMP)
    client.ask()
    await client.until_told("Coffee machine", 1)
    assert client.texts(LAMP) == []
    await lan.come_back(LAMP)
    await client.until_told(LAMP, 1)
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0


async def test_away_without_a_word(client: Client, lan: LanSimulator) -> None:
    """No packet is answered: connecting takes for ever."""
    await lan.vanish(LAMP, how="drops")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await client.tell(LAMP, "switch", ON)
    assert await lan.requests(LAMP) == []
    await lan.come_back(LAMP)
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0


async def test_all_away(client: Client, lan: LanSimulator) -> None:
    """The whole network is drawn, and comes back."""
    await lan.vanish()
    for device in (LAMP, "Desk"):
        with pytest.raises(ClientConnectorError):
            await client.tell(device, "getState", {})
    await lan.come_back()
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0


async def test_new_address(client: Client, lan: LanSimulator) -> None:
    """It is announced, and the old one is dead."""
    old = lan.address(LAMP)
    moved = await lan.move(LAMP)
    assert lan.address(LAMP)[0] == moved != old[0]
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(*old)
    await lan.move(LAMP, old[0])
    assert lan.address(LAMP) == old


async def test_no_multicast(client: Client, lan: LanSimulator) -> None:
    """Nothing of all devices comes through, or of one."""
    await lan.multicast(on=False)
    client.forget()
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0
    await lan.multicast(on=True)
    await lan.fault(LAMP, quiet=True)
    await lan.press(LAMP)
    await lan.press("Desk")
    await client.until_told("Desk", 1)
    assert client.states(LAMP) == []


async def test_refused_path(client: Client, lan: LanSimulator) -> None:
    """One command is refused, another answered with a page."""
    await lan.fault(LAMP, refused={"switch": 404}, pages=["getState"])
    assert (await client.tell(LAMP, "switch", ON))["error"] == 404
    with pytest.raises(ValueError, match="Expecting value"):
        await client.tell(LAMP, "getState", {})
    await lan.heal(LAMP)
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0


async def test_repeats(client: Client, lan: LanSimulator) -> None:
    """What was said is said again, word for word."""
    await lan.press(LAMP)
    await lan.press(LAMP)
    client.forget()
    await lan.repeat(LAMP, times=2)
    await lan.repeat(LAMP, back=1)
    await client.until_told(LAMP, 3)
    first, second, older = client.texts(LAMP)
    assert first == second
    assert int(older["seq"]) == int(first["seq"]) - 1
    raw = client.lan.packets.received
    assert raw[0] != raw[1]


async def test_flood(client: Client, lan: LanSimulator) -> None:
    """Many records, each of them new."""
    client.forget()
    await lan.flood(LAMP, rate=500, seconds=0.2)
    await until(lambda: len(client.texts(LAMP)) >= 90)
    ivs = [text["iv"] for text in client.texts(LAMP)]
    assert len(set(ivs)) == len(ivs)


async def test_any_record(client: Client, lan: LanSimulator) -> None:
    """Garbage, and the records of others."""
    client.forget()
    await lan.do("text", device=LAMP)
    await lan.do("text", device=LAMP, raw="ff00")
    await lan.do("text", device=LAMP, strings=["id=1", "a,b"], name="ihost-1", port=80)
    await until(lambda: len(client.lan.packets.received) == 3)
    assert text_in(client.lan.packets.received[2]) == {"id": "1"}


async def test_goodbye_and_restart(client: Client, lan: LanSimulator) -> None:
    """It is said that the device leaves, while it does not; then it counts anew."""
    client.forget()
    await lan.do("goodbye", device=LAMP)
    await lan.do("restart", device=LAMP)
    await client.until_told(LAMP, 1)
    assert client.texts(LAMP)[0]["seq"] == "1"


async def test_mistakes_are_told(lan: LanSimulator) -> None:
    """Nothing is done that is not known."""
    with pytest.raises(AssertionError, match="Nobody"):
        await lan.announce("Nobody")
    with pytest.raises(AssertionError, match="colour"):
        await lan.fault(LAMP, colour=1)
    with pytest.raises(AssertionError, match="vanishes"):
        await lan.fault(LAMP, gone="vanishes")


async def test_a_second_play(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """It begins with everything healed, as the cloud has it."""
    await lan.fault(LAMP, deaf=True)
    await lan.key(LAMP, "other")
    began = time.monotonic()
    port = await lan.do("begin", cloud=simulator.base_url)
    assert time.monotonic() - began < 5
    lan.packets.ask_at = port
    await lan.refresh()
    assert (await client.tell(LAMP, "switch", ON))["error"] == 0
