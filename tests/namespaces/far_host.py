"""What is at the other end of a cable: a device in pairing mode, or a home's router.

Usage: far_host INTERFACE ADDRESS PROFILE. Waits for a line until the interface is
there, and tells what was received when its input ends.
"""

import asyncio
import json
import sys
import time

from tests.simulator import demo_home
from tests.simulator.cloud import Cloud
from tests.simulator.hotspot import PROFILES, HotspotServer

from .links import bring_up

PACE = 0.01


async def _run(interface: str, address: str, profile: str) -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.readline)
    bring_up(interface, address)
    world = demo_home()
    device = next(iter(world.devices.values()))
    cloud = Cloud(world, time.time, time.monotonic)
    at = (address.partition("/")[0], 80)
    server = HotspotServer(cloud, device, PROFILES[profile], at=at, pace=PACE)
    await server.press()
    sys.stdout.write(f"{server.ssid}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    received = [it.raw.decode(errors="replace") for it in server.requests]
    sys.stdout.write(json.dumps({"requests": received, "given": server.given}))
    await server.close()


if __name__ == "__main__":
    asyncio.run(_run(*sys.argv[1:4]))
