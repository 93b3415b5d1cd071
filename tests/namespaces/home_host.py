"""Home Assistant between a cable to its devices and one to the cloud.

Usage: home_host SCENARIO. Runs in a network namespace of its own, as a router.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import json
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from typing import Any, Final

from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.core import HomeAssistant
from scripts.benchmark.home import add_account, home_assistant

from .links import bring_up, cable, in_namespace_of_its_own, ip
from .local_host import LAMP, devices, until

CLOUD_CABLE: Final = "eth1"
TO_CLOUD: Final = "192.168.78.20"
CLOUD: Final = "192.168.78.100"
FORWARD: Final = Path("/proc/sys/net/ipv4/ip_forward")


@asynccontextmanager
async def cloud() -> AsyncGenerator[dict[str, str]]:
    """Run the cloud in a namespace of its own; yields how to sign in."""
    far = f"far-{CLOUD_CABLE}"
    program = (sys.executable, "-m", "tests.namespaces.cloud_host")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        "unshare", "--net", *program, far, CLOUD, TO_CLOUD, stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None
    assert process.stdout is not None
    await in_namespace_of_its_own(process.pid)
    cable(CLOUD_CABLE, far, process.pid)
    bring_up(CLOUD_CABLE, f"{TO_CLOUD}/24")
    process.stdin.write(b"go\n")
    try:
        yield json.loads(await process.stdout.readline())
    finally:
        process.stdin.close()
        await process.wait()


def _lamp(hass: HomeAssistant) -> str:
    return next(
        it.entity_id for it in hass.states.async_all("switch") if it.name == LAMP
    )


async def _toggle(hass: HomeAssistant) -> str:
    """Switch the lamp, and return how it is then."""
    entity_id = _lamp(hass)
    await hass.services.async_call(
        "switch", "toggle", {"entity_id": entity_id}, blocking=True
    )
    state = hass.states.get(entity_id)
    assert state is not None
    return state.state


async def home() -> Any:
    """Hear the devices, draw the cable to the cloud, and go on switching."""
    FORWARD.write_text("1", encoding="ascii")
    with TemporaryDirectory() as folder:
        async with (
            cloud() as account,
            devices("--cloud", account["base_url"]),
            home_assistant(Path(folder), account["base_url"]) as hass,
        ):
            await add_account(hass, account)
            lan = hass.data[DATA_SHARED].local_network.lan
            await until(lambda: sum(it.can_send for it in lan.peers) > 1)
            states = [await _toggle(hass)]
            ip("link", "set", CLOUD_CABLE, "down")
            states += [await _toggle(hass), await _toggle(hass)]
            there = sorted(it.id for it in lan.peers if it.can_send)
            ip("link", "set", CLOUD_CABLE, "up")
    return {"states": states, "there": len(there)}


async def _main(scenario: str) -> None:
    assert scenario == "home"
    ip("link", "set", "lo", "up")
    async with asyncio.timeout(90):
        result = await home()
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1]))
