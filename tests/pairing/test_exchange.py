"""Reading devices of all kinds and giving them the Wi-Fi."""

import asyncio

import pytest

from custom_components.ewelink.pairing.addresses import Address
from custom_components.ewelink.pairing.errors import PairingError, Reason
from custom_components.ewelink.pairing.exchange import Exchange
from custom_components.ewelink.pairing.http import DeviceHttp
from custom_components.ewelink.pairing.wifi import HomeWifi
from tests.simulator import Simulator
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID
from tests.simulator.hotspot import HotspotServer

from .conftest import QUICK, SERVER, TAKES_WIFI, WIFI, exchange_with, known

PACE = 0.02
GIVEN = {
    "ssid": WIFI_SSID,
    "password": WIFI_PASSWORD,
    "serverName": SERVER,
    "port": 443,
}


@pytest.mark.parametrize(
    "profile",
    [*TAKES_WIFI, "never_online"],
)
async def test_devices_that_can_be_paired(
    simulator: Simulator, http: DeviceHttp, profile: str
) -> None:
    """Whatever the firmware, the device is read and has the Wi-Fi in the end."""
    device = await simulator.start_pairing(profile, pace=PACE)
    exchange = exchange_with(http, device)
    found = await exchange.read(device.ssid)
    await exchange.send(found, WIFI, SERVER)

    assert found.deviceid == device.device.device_id
    assert found.apikey == device.device.devicekey
    assert device.given == GIVEN


async def test_old_firmware_tells_no_chip(
    simulator: Simulator, http: DeviceHttp
) -> None:
    """The chip's id is left out where the device does not tell it."""
    device = await simulator.start_pairing("esp8266_old", pace=PACE)
    assert (await exchange_with(http, device).read()).chipid is None


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        ("encrypted", Reason.ENCRYPTED),
        ("html", Reason.NOT_EWELINK),
        ("wrong_id", Reason.WRONG_DEVICE),
    ],
)
async def test_devices_that_cannot_be_paired(
    simulator: Simulator, http: DeviceHttp, profile: str, reason: Reason
) -> None:
    """A device that is not what it should be is asked once, and told nothing."""
    device = await simulator.start_pairing(profile, pace=PACE)
    with pytest.raises(PairingError) as raised:
        await exchange_with(http, device).read(device.ssid)

    assert raised.value.reason is reason
    assert [it.raw.split()[0] for it in device.requests] == [b"GET"]


async def test_order_of_a_strict_device(simulator: Simulator, http: DeviceHttp) -> None:
    """It is asked once and told once."""
    device = await simulator.start_pairing("colink", pace=PACE)
    exchange = exchange_with(http, device)
    await exchange.send(await exchange.read(), WIFI, SERVER)
    assert [it.raw.split()[0] for it in device.requests] == [b"GET", b"POST"]


async def test_error_is_followed_by_another_read(
    simulator: Simulator, http: DeviceHttp
) -> None:
    """A device that answered with a number is read again before it is told again."""
    device = await simulator.start_pairing("error_1", pace=PACE)
    exchange = exchange_with(http, device)
    await exchange.send(await exchange.read(), WIFI, SERVER)
    words = [it.raw.split()[0] for it in device.requests]
    assert words == [b"GET", b"POST", b"GET", b"POST"]


async def test_number_of_a_device_that_refuses(
    simulator: Simulator, http: DeviceHttp
) -> None:
    """After five tries the number it answered with is told."""
    device = await simulator.start_pairing("always_error", pace=PACE)
    exchange = exchange_with(http, device)
    with pytest.raises(PairingError) as raised:
        await exchange.send(await exchange.read(), WIFI, SERVER)

    assert (raised.value.reason, raised.value.code) == (Reason.REFUSED, 7)
    assert sum(it.raw.startswith(b"POST") for it in device.requests) == 5


async def test_device_that_says_nothing(simulator: Simulator, http: DeviceHttp) -> None:
    """A connection that is closed without a byte is tried again, five times."""
    device = await simulator.start_pairing("silent", pace=PACE)
    exchange = exchange_with(http, device)
    with pytest.raises(PairingError) as raised:
        await exchange.send(await exchange.read(), WIFI, SERVER)

    assert raised.value.reason is Reason.NO_ANSWER
    assert sum(it.raw.startswith(b"POST") for it in device.requests) == 5


async def test_nobody_there(simulator: Simulator, http: DeviceHttp) -> None:
    """Where nobody takes the connection, no device is in pairing mode."""
    device = await simulator.start_pairing(pace=PACE)
    await device.close()
    with pytest.raises(PairingError) as raised:
        await exchange_with(http, device).read()
    assert raised.value.reason is Reason.NOT_IN_PAIRING_MODE


async def test_device_that_left_pairing_mode(
    simulator: Simulator, http: DeviceHttp
) -> None:
    """A device that goes between the two requests has not got the Wi-Fi."""
    device = await simulator.start_pairing(pace=PACE)
    exchange = exchange_with(http, device)
    found = await exchange.read()
    await device.close()
    with pytest.raises(PairingError) as raised:
        await exchange.send(found, WIFI, SERVER)
    assert raised.value.reason is Reason.NOT_IN_PAIRING_MODE


async def test_second_address(simulator: Simulator, http: DeviceHttp) -> None:
    """Of several addresses the one that answers is used."""
    device = await simulator.start_pairing(pace=PACE)
    closed = await simulator.start_pairing(pace=PACE)
    await closed.close()
    addresses = [Address(it.host, it.port) for it in (closed, device)]
    exchange = Exchange(http, addresses, QUICK)
    await exchange.send(await exchange.read(), WIFI, SERVER)
    assert device.given == GIVEN


async def test_scan_tells_that_a_device_has_gone(
    simulator: Simulator, http: DeviceHttp
) -> None:
    """A lost answer needs no further try when the hotspot is not heard any more."""
    device = await simulator.start_pairing("reset_before_answer", pace=PACE)
    asked = []

    async def is_gone() -> bool:
        asked.append(True)
        return True

    address = Address(device.host, device.port)
    exchange = Exchange(http, [address], QUICK, is_gone)
    await exchange.send(await exchange.read(), WIFI, SERVER)
    assert asked == [True]


async def test_longest_request_fits(simulator: Simulator, http: DeviceHttp) -> None:
    """The largest Wi-Fi there can be stays below what a device can receive."""
    device = await simulator.start_pairing(pace=PACE)
    exchange = exchange_with(http, device)
    wifi = HomeWifi("ä" * 15 + "x", "\\" * 63)
    assert wifi.fault() is None
    await exchange.send(await exchange.read(), wifi, SERVER)

    assert max(len(it.raw) for it in device.requests) < 500
    assert device.given is not None
    assert (device.given["ssid"], device.given["password"]) == (
        wifi.ssid,
        wifi.password,
    )


async def test_words_on_the_wire(simulator: Simulator, http: DeviceHttp) -> None:
    """Requests are as the vendor's app sends them: raw letters, a number for a port."""
    device = await simulator.start_pairing(pace=PACE)
    exchange = exchange_with(http, device)
    await exchange.send(await exchange.read(), HomeWifi("Höhle", "pass wörd"), SERVER)
    asked, told = (it.raw for it in device.requests)
    assert asked.startswith(b"GET /device HTTP/1.1\r\n")
    assert b"\r\nPackage-Name: com.coolkit\r\n" in asked
    assert told.startswith(b"POST /ap HTTP/1.1\r\n")
    assert b"\r\nContent-Length: " in told
    assert b'"port":443' in told
    assert "Höhle".encode() in told
    assert b"chunked" not in told
    assert b"Expect" not in told


async def test_another_device_in_the_second_try(
    simulator: Simulator, http: DeviceHttp
) -> None:
    """Who answers by then in the place of the device is told nothing."""
    device = await simulator.start_pairing("always_error", pace=PACE)
    exchange = exchange_with(http, device)
    found = await exchange.read()
    port = device.port

    async def _replace() -> None:
        while len(device.requests) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        await device.close()
        replaced.append(await simulator.start_pairing(port=port, pace=PACE))

    replaced: list[HotspotServer] = []
    replacing = asyncio.create_task(_replace())
    with pytest.raises(PairingError) as raised:
        await exchange.send(found, WIFI, SERVER)
    await replacing
    assert raised.value.reason is Reason.WRONG_DEVICE
    assert not any(it.raw.startswith(b"POST") for it in replaced[0].requests)


async def test_no_proxy(
    simulator: Simulator, http: DeviceHttp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy of this host hears nothing."""
    device = await simulator.start_pairing(pace=PACE)
    proxy = await simulator.start_pairing(pace=PACE)
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{proxy.address}")
    exchange = exchange_with(http, device)
    await exchange.send(await exchange.read(), WIFI, SERVER)
    assert proxy.requests == []


async def test_no_redirect(simulator: Simulator, http: DeviceHttp) -> None:
    """Nobody can send us on to somebody else."""
    device = await simulator.start_pairing(pace=PACE)
    target = f"http://{device.address}/device"

    async def _serve(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.read(2048)
        writer.write(f"HTTP/1.1 307 Go\r\nLocation: {target}\r\n\r\n".encode())
        writer.close()

    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(PairingError) as raised:
        await Exchange(http, [Address("127.0.0.1", port)], QUICK).read()
    server.close()
    assert raised.value.reason is Reason.NOT_EWELINK
    assert device.requests == []


async def test_error_keeps_nothing_of_what_was_sent(
    simulator: Simulator, http: DeviceHttp
) -> None:
    """No part of an error, its causes or its text tells the Wi-Fi."""
    device = await simulator.start_pairing(pace=PACE)
    await device.close()
    with pytest.raises(PairingError) as raised:
        await exchange_with(http, device).send(known(device), WIFI, SERVER)
    error: BaseException | None = raised.value
    told = ""
    while error is not None:
        told += f"{error!r} {error} {vars(error)}"
        error = error.__cause__ or error.__context__
    assert WIFI_PASSWORD not in told
    assert WIFI_SSID not in told
