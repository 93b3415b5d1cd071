"""The Touch sender on the loopback network, heard by a device that knows lengths."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from itertools import cycle, groupby, islice
import logging
import socket
from typing import Final

import pytest

from custom_components.ewelink.pairing.errors import PairingError, Reason
from custom_components.ewelink.pairing.touch.answer import TouchAnswer
from custom_components.ewelink.pairing.touch.sender import (
    TouchNetwork,
    TouchTiming,
    _open,
    send,
)
from custom_components.ewelink.pairing.wifi import HomeWifi

from ..simulator import canaries
from .touch_device import GUIDE, Ear, Told, ear, understand

WIFI: Final = HomeWifi(canaries.WIFI_SSID, canaries.PASSWORD)
TOTAL: Final = 9 + len(WIFI.ssid) + len(WIFI.password)
BSSID: Final = bytes.fromhex("02ca4a551db5")
MAC: Final = bytes.fromhex("02ca4a000001")
LOOPBACK: Final = "127.0.0.1"
# Reserved: not sent anywhere by a socket of the loopback network.
NOWHERE: Final = "240.0.0.1"
BROADCAST: Final = "127.255.255.255"
ANSWER: Final = bytes((TOTAL,)) + MAC + bytes((192, 168, 1, 77))
TIMING: Final = TouchTiming(
    interval=0, guide=0.02, data=0.15, sending=0.6, listening=0.1
)

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
async def listening() -> AsyncGenerator[Ear]:
    """Hear what is sent."""
    with ear() as made:
        yield made


@pytest.fixture
def answer_port() -> int:
    """Return a port that is free."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def network(listening: Ear, answer_port: int) -> TouchNetwork:
    """Return the loopback network."""
    return TouchNetwork(
        port=listening.port, answer_port=answer_port, broadcast=BROADCAST
    )


def sending(
    network: TouchNetwork, timing: TouchTiming = TIMING
) -> asyncio.Task[TouchAnswer]:
    """Begin to send."""
    return asyncio.create_task(
        send(WIFI, bssid=BSSID, local_address=LOOPBACK, timing=timing, network=network)
    )


async def heard_all(listening: Ear, network: TouchNetwork) -> None:
    """Send without an answer."""
    with pytest.raises(PairingError) as caught:
        await sending(network)
    assert caught.value.reason is Reason.NOT_FOUND


def is_free(port: int) -> bool:
    """Return whether somebody else could listen there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def answer(network: TouchNetwork, *contents: bytes) -> None:
    """Answer as a device does."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as device:
        for content in contents:
            device.sendto(content, (LOOPBACK, network.answer_port))


async def test_heard_in_groups(listening: Ear, network: TouchNetwork) -> None:
    """A device that tells bytes apart by their groups understands it all."""
    await heard_all(listening, network)
    heard = [it for it in listening.heard if it.host.startswith("234.")]
    assert understand(heard) == Told(
        total=TOTAL,
        ssid=WIFI.ssid.encode(),
        password=WIFI.password.encode(),
        bssid=BSSID,
        address=LOOPBACK,
    )


async def test_groups(listening: Ear, network: TouchNetwork) -> None:
    """Each four of the guide and each three of data have the next group."""
    await heard_all(listening, network)
    heard = [it for it in listening.heard if it.host.startswith("234.")]
    groups = [
        (host, [it.length for it in datagrams])
        for host, datagrams in groupby(heard, lambda it: it.host)
    ][:-1]
    hosts = cycle(f"234.{n}.{n}.{n}" for n in range(1, 101))
    assert [host for host, _ in groups] == list(islice(hosts, len(groups)))
    assert groups[0][1] == GUIDE
    assert {len(lengths) for _, lengths in groups if lengths != GUIDE} == {3}


async def test_turns(listening: Ear, network: TouchNetwork) -> None:
    """Rounds go to groups and to everybody in turns, each with its guide first."""
    await heard_all(listening, network)
    rounds = [
        (is_broadcast, [it.length for it in datagrams])
        for is_broadcast, datagrams in groupby(
            listening.heard, lambda it: it.host == BROADCAST
        )
    ]
    assert len(rounds) >= 3
    assert [is_broadcast for is_broadcast, _ in rounds[:3]] == [False, True, False]
    for _, lengths in rounds[:3]:
        assert lengths[:4] == GUIDE


async def test_data_go_on(listening: Ear, network: TouchNetwork) -> None:
    """A round goes on with the byte that follows the last of the round before."""
    await heard_all(listening, network)
    data = [it.length for it in listening.heard if it.length not in GUIDE]
    marks = data[1::3]
    count = TOTAL + 6
    assert len(marks) > 2 * count
    assert marks[count : 2 * count] == marks[:count]
    assert marks == (marks[:count] * (len(marks) // count + 1))[: len(marks)]


async def test_content_tells_nothing(listening: Ear, network: TouchNetwork) -> None:
    """What is in a datagram is nothing but zeros."""
    await heard_all(listening, network)
    assert not any(any(it.content) for it in listening.heard)


async def test_pace(listening: Ear, network: TouchNetwork) -> None:
    """There is the time between datagrams that devices need."""
    timing = replace(TIMING, interval=0.05, sending=0.5)
    with pytest.raises(PairingError):
        await sending(network, timing)
    assert 3 <= len(listening.heard) <= 10


async def test_answer(listening: Ear, network: TouchNetwork) -> None:
    """The first device that answers is returned, and the sending ends."""
    task = sending(network, replace(TIMING, sending=20))
    await listening.begun.wait()
    answer(network, *[ANSWER] * 10)
    assert await task == TouchAnswer(mac=MAC, address="192.168.1.77")
    await asyncio.sleep(0)
    assert is_free(network.answer_port)


async def test_late_answer(listening: Ear, network: TouchNetwork) -> None:
    """A device that needs long to join is still waited for."""
    task = sending(network, replace(TIMING, sending=0.05, listening=20))
    await asyncio.sleep(0.2)
    answer(network, ANSWER)
    assert (await task).mac == MAC


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes((TOTAL + 1,)) + ANSWER[1:],
        ANSWER[:-1],
        ANSWER + b"\0",
        ANSWER[:7] + bytes((8, 8, 8, 8)),
        ANSWER[:7] + bytes(4),
        ANSWER[:7] + bytes((234, 1, 1, 1)),
        ANSWER[:7] + bytes((255, 255, 255, 255)),
    ],
    ids=repr,
)
async def test_no_answer_of_ours(
    listening: Ear, network: TouchNetwork, content: bytes
) -> None:
    """Another total, another length or an address elsewhere is not believed."""
    task = sending(network)
    await listening.begun.wait()
    answer(network, content)
    with pytest.raises(PairingError) as caught:
        await task
    assert caught.value.reason is Reason.NOT_FOUND


async def test_wrong_answer_first(listening: Ear, network: TouchNetwork) -> None:
    """A wrong answer does not hide the right one."""
    task = sending(network, replace(TIMING, sending=20))
    await listening.begun.wait()
    answer(network, b"\0" * 11, ANSWER)
    assert (await task).mac == MAC


async def test_nobody_answers(network: TouchNetwork) -> None:
    """It ends by itself, and closes its sockets."""
    with pytest.raises(PairingError) as caught:
        await sending(network)
    await asyncio.sleep(0)
    assert caught.value.reason is Reason.NOT_FOUND
    assert is_free(network.answer_port)


async def test_cancelled(listening: Ear, network: TouchNetwork) -> None:
    """Its sockets are closed, and nothing more is sent."""
    task = sending(network, replace(TIMING, sending=20))
    await listening.begun.wait()
    assert not is_free(network.answer_port)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.05)
    count = len(listening.heard)
    await asyncio.sleep(0.05)
    assert is_free(network.answer_port)
    assert len(listening.heard) == count


def test_stays_in_the_network() -> None:
    """Datagrams leave by the interface that was named, and pass no router."""
    with _open(LOOPBACK) as opened:
        options = {
            option: opened.getsockopt(socket.IPPROTO_IP, option)
            for option in (socket.IP_TTL, socket.IP_MULTICAST_TTL)
        }
        interface = opened.getsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, 4)
    assert set(options.values()) == {1}
    assert interface == socket.inet_aton(LOOPBACK)


async def test_port_in_use(network: TouchNetwork) -> None:
    """Where another program listens for answers there is no way."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind((LOOPBACK, network.answer_port))
        with pytest.raises(PairingError) as caught:
            await sending(network)
    assert caught.value.reason is Reason.NO_WAY


@pytest.mark.parametrize("address", ["192.0.2.1", "::1", "nonsense"])
async def test_no_such_address(network: TouchNetwork, address: str) -> None:
    """From an address that is not this host's there is no way."""
    with pytest.raises(PairingError) as caught:
        await send(WIFI, bssid=BSSID, local_address=address, network=network)
    assert caught.value.reason is Reason.NO_WAY


async def test_broadcast_is_not_let_out(listening: Ear, network: TouchNetwork) -> None:
    """Where the network refuses one kind of sending, the other goes on."""
    refused = replace(network, broadcast=NOWHERE)
    await heard_all(listening, refused)
    assert understand(listening.heard).bssid == BSSID


async def test_nothing_is_let_out(network: TouchNetwork) -> None:
    """Where the network refuses both, there is no way."""
    refused = replace(network, broadcast=NOWHERE, groups=(NOWHERE,))
    with pytest.raises(PairingError) as caught:
        await sending(refused)
    assert caught.value.reason is Reason.NO_WAY
    assert is_free(network.answer_port)


async def test_too_long(network: TouchNetwork) -> None:
    """What no device takes is not sent."""
    wifi = HomeWifi("s" * 32, canaries.PASSWORD)
    with pytest.raises(PairingError) as caught:
        await send(wifi, bssid=BSSID, local_address=LOOPBACK, network=network)
    assert caught.value.reason is Reason.TOO_LONG


async def test_no_secret_is_told(
    network: TouchNetwork, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the log nor an error names the network, its password or a device."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(PairingError) as caught:
        await sending(network)
    told = f"{caplog.text} {caught.value!r} {TouchAnswer(mac=MAC, address=LOOPBACK)!r}"
    for secret in (WIFI.ssid, WIFI.password, repr(MAC), MAC.hex()):
        assert secret not in told
