"""A host with a cable to its router and a Wi-Fi to a device; tells what came of it.

Usage: host SCENARIO. Runs in a network namespace of its own.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
import json
import os
import sys
from typing import Any, Final

from custom_components.ewelink.pairing.addresses import Address
from custom_components.ewelink.pairing.errors import PairingError
from custom_components.ewelink.pairing.exchange import Exchange, Pace
from custom_components.ewelink.pairing.http import DeviceHttp
from custom_components.ewelink.pairing.network_manager import Before, NetworkTiming
from custom_components.ewelink.pairing.network_manager.route import HotspotRoute
from custom_components.ewelink.pairing.stages import Stage
from custom_components.ewelink.pairing.wifi import HomeWifi
from tests.fake_network_manager import FakeNetworkManager, PrivateBus
from tests.fake_network_manager.model import Profile
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID

from .links import addresses, bring_up, cable, in_namespace_of_its_own, ip

WIFI: Final = "wlan0"
CABLE: Final = "eth0"
HOME: Final = "192.168.77.20"
SERVER: Final = "as-dispd.coolkit.cc"
PACE: Final = Pace(within=10, between=0.1, request=3)
QUICK: Final = NetworkTiming(
    answer=5, poll=0.01, scan=0.3, ask_again_to_scan=0.02, join=3, verify=3
)


@dataclass
class FarHost:
    """The other end of a cable, and what it received."""

    process: asyncio.subprocess.Process
    name: str = ""
    told: Any = None


@asynccontextmanager
async def far_host(near: str, address: str, profile: str) -> AsyncGenerator[FarHost]:
    """Run a far host in a namespace of its own."""
    far = f"far-{near}"
    program = (sys.executable, "-m", "tests.namespaces.far_host")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        "unshare", "--net", *program, far, address, profile, stdin=pipe, stdout=pipe
    )
    host = FarHost(process)
    assert process.stdin is not None
    assert process.stdout is not None
    await in_namespace_of_its_own(process.pid)
    cable(near, far, process.pid)
    process.stdin.write(b"go\n")
    host.name = (await process.stdout.readline()).decode().strip()
    try:
        yield host
    finally:
        process.stdin.close()
        host.told = json.loads(await process.stdout.read())
        await process.wait()


async def exchange(http: DeviceHttp, address: str, expected: str) -> str | None:
    """Read a device and tell it the Wi-Fi; return what that failed of."""
    talk = Exchange(http, [Address(address)], PACE)
    try:
        device = await talk.read(expected)
        await talk.send(device, HomeWifi(WIFI_SSID, WIFI_PASSWORD), SERVER)
    except PairingError as err:
        return err.reason
    return None


async def plain(profile: str = "colink") -> Any:
    """Tell a device at 10.10.7.1 its Wi-Fi, bound to the interface."""
    async with far_host(WIFI, "10.10.7.1/24", profile) as device:
        bring_up(WIFI, "10.10.7.200/24")
        async with DeviceHttp(WIFI, PACE.request) as http:
            failure = await exchange(http, "10.10.7.1", device.name)
    return {"failure": failure, "device": device.told}


async def collision(interface: str | None) -> Any:
    """Let the home's router have the very address of the device."""
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        router = await enter(far_host(CABLE, "192.168.1.1/24", "html"))
        bring_up(CABLE, "192.168.1.20/24")
        device = await enter(far_host(WIFI, "192.168.1.1/24", "colink"))
        bring_up(WIFI, "192.168.1.200/24")
        async with DeviceHttp(interface, PACE.request) as http:
            failure = await exchange(http, "192.168.1.1", device.name)
    return {"failure": failure, "device": device.told, "router": router.told}


async def network_manager(*, is_uplink: bool) -> Any:
    """Let NetworkManager join and leave the hotspot, as far as addresses go."""
    async with AsyncExitStack() as stack:
        device = await stack.enter_async_context(
            far_host(WIFI, "10.10.7.1/24", "colink")
        )
        bus = PrivateBus()
        await bus.start()
        stack.push_async_callback(bus.stop)
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
        host = FakeNetworkManager()
        host.on_activate = _readdress
        await host.start(bus.own_address)
        stack.push_async_callback(host.stop)
        if is_uplink:
            host.hear(host.add_wifi(WIFI, on="Home"), device.name)
            bring_up(WIFI, f"{HOME}/24")
        else:
            host.add_ethernet(CABLE)
            host.hear(host.add_wifi(WIFI), device.name)
        before = host.snapshot()
        failure, stages = await _visit(device.name, is_uplink=is_uplink)
        result = {
            "failure": failure,
            "stages": stages,
            "is_as_before": host.snapshot() == before,
            "addresses": addresses(WIFI),
        }
    return {**result, "device": device.told}


async def _readdress(interface: str, profile: Profile) -> None:
    """Do to the interface what NetworkManager does to it."""
    ip("address", "flush", "dev", interface)
    address = "10.10.7.2" if profile.is_volatile else HOME
    bring_up(interface, f"{address}/24")


async def _visit(hotspot: str, *, is_uplink: bool) -> tuple[str | None, list[str]]:
    stages: list[Stage] = []

    async def _keep(_before: Before) -> None:
        """Keep nothing: this host does not crash."""

    async def _nothing() -> None:
        """Know of nothing that is left over."""

    async def _forget() -> None:
        stages.append(Stage.WAITING)

    route = HotspotRoute(
        interface=WIFI,
        is_uplink=is_uplink,
        hotspot=hotspot,
        on_before=_keep,
        on_restored=_forget,
        left_over=_nothing,
        timing=QUICK,
    )
    async with (
        route.open(stages.append) as reached,
        DeviceHttp(reached.interface, PACE.request) as http,
    ):
        failure = await exchange(http, reached.addresses[0].host, hotspot)
    return failure, [str(it) for it in stages]


SCENARIOS: Final[dict[str, Callable[[], Awaitable[Any]]]] = {
    **{
        f"plain {profile}": partial(plain, profile)
        for profile in ("colink", "esp8266_old", "reset_after_ap", "encrypted")
    },
    "collision bound": lambda: collision(WIFI),
    "collision unbound": lambda: collision(None),
    "network manager spare": lambda: network_manager(is_uplink=False),
    "network manager uplink": lambda: network_manager(is_uplink=True),
}


async def _main(scenario: str) -> None:
    ip("link", "set", "lo", "up")
    async with asyncio.timeout(60):
        sys.stdout.write(json.dumps(await SCENARIOS[scenario]()))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1]))
