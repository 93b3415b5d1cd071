"""What listens to the devices: a zeroconf that is connected, and real multicast."""

import asyncio
from collections.abc import AsyncGenerator
from typing import override

import pytest
from zeroconf import (  # type: ignore[attr-defined]
    DNSQuestion,
    DNSText,
    RecordUpdate,
    RecordUpdateListener,
    Zeroconf,
)

from homeassistant.components.zeroconf.models import HaZeroconf
from tests.lan_simulator.fixtures import reach_devices
from tests.lan_simulator.packets import LOOPBACK
from tests.lan_simulator.process import LanProcess, LanSimulator
from tests.lan_simulator.record import ANY, PTR, SERVICE, SRV, TXT
from tests.simulator import Simulator

from .client import Client, question, text_in, until

LAMP = "Kitchen lamp"


class Texts(RecordUpdateListener):
    """The TXT records that a zeroconf tells of."""

    def __init__(self) -> None:
        """Hear nothing yet."""
        self.heard: list[bytes] = []

    @override
    def async_update_records(
        self, zc: Zeroconf, now: float, records: list[RecordUpdate]
    ) -> None:
        self.heard += [it.new.text for it in records if isinstance(it.new, DNSText)]

    def of(self, device: str) -> int:
        """Return how many are about a device."""
        return sum(device.encode() in text for text in self.heard)


@pytest.fixture
async def heard(socket_enabled: None) -> AsyncGenerator[HaZeroconf]:
    """Return a zeroconf as Home Assistant has one."""
    made = HaZeroconf(interfaces=[LOOPBACK])
    await made.async_wait_for_start()
    yield made
    await asyncio.get_running_loop().run_in_executor(None, made.ha_close)


async def test_connected_zeroconf(
    client: Client, lan: LanSimulator, heard: HaZeroconf
) -> None:
    """It hears what the devices tell, repeats as well, and its questions reach them."""
    lan.connect(heard)
    texts = Texts()
    heard.async_add_listener(texts, None)
    device = lan.device(LAMP)["id"]
    await lan.press(LAMP)
    await lan.repeat(LAMP)
    await until(lambda: texts.of(device) == 2)
    heard.async_add_listener(Texts(), [DNSQuestion(SERVICE, PTR, 1)])
    client.ask()
    await until(lambda: texts.of(device) == 3)
    assert {it["names"][0] for it in await lan.read("questions")} == {SERVICE}


async def test_real_multicast(
    simulator: Simulator, lan_process: LanProcess, heard: HaZeroconf
) -> None:
    """A zeroconf on the loopback interface hears and asks by itself."""
    reach_devices()
    texts = Texts()
    heard.async_add_listener(texts, None)
    device = simulator.device(LAMP)
    # Other simulators on this machine have the same devices.
    del simulator.devices[device.device_id]
    other = device.device_id = f"19{simulator.port:08}"
    simulator.devices[other] = device
    async with lan_process.playing(simulator, multicast=True) as lan:
        await until(lambda: texts.of(other) == 1)
        await lan.press(LAMP)
        await until(lambda: texts.of(other) == 2)
        heard.async_send(question())
        await until(lambda: texts.of(other) == 3)


@pytest.mark.parametrize("kind", [TXT, SRV, ANY])
async def test_question_for_one(client: Client, kind: int) -> None:
    """One device answers, whatever is asked but its address."""
    device = client.lan.device(LAMP)["id"]
    client.forget()
    client.ask(f"EWELINK_{device}.{SERVICE}", 1)
    client.ask(f"EWELINK_{device}.{SERVICE}", kind)
    await client.until_told(LAMP, 1)
    assert len(client.lan.packets.received) == 1
    assert text_in(client.lan.packets.received[0])["id"] == device
