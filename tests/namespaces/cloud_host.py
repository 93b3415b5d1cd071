"""The simulated cloud at the other end of a cable, behind a router.

Usage: cloud_host INTERFACE ADDRESS ROUTER. Waits for a line until the interface is
there, and tells how to sign in; ends with its input.
"""

import asyncio
import sys

from tests.simulator import Simulator
from tests.simulator.wire import encode

from .links import bring_up, ip


async def main(interface: str, address: str, router: str) -> None:
    """Wait for the cable, then serve."""
    sys.stdin.readline()
    ip("link", "set", "lo", "up")
    bring_up(interface, f"{address}/24")
    ip("route", "add", "default", "via", router)
    simulator = Simulator(host=address)
    await simulator.start()
    sys.stdout.write(encode(dict(simulator.description)) + "\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await simulator.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
