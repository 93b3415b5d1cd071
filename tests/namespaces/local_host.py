"""A host with a cable to the local devices; tells what it heard and reached.

Usage: local_host SCENARIO. Runs in a network namespace of its own, with the cloud.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
import json
import sys
from typing import Any, Final, override

from aiohttp import ClientError, ClientSession, ClientTimeout
from zeroconf import (  # type: ignore[attr-defined]
    DNSAddress,
    DNSText,
    RecordUpdate,
    RecordUpdateListener,
    Zeroconf,
)

from tests.lan_simulator.crypto import seal
from tests.simulator import SimDevice, Simulator

from .links import bring_up, cable, in_namespace_of_its_own, ip

CABLE: Final = "eth0"
HERE: Final = "192.168.77.20"
THERE: Final = "192.168.77.100"
DEVICES: Final = 40
LAMP: Final = "Kitchen lamp"


@dataclass(eq=False)
class Heard(RecordUpdateListener):
    """What was multicast to this host."""

    texts: list[bytes] = field(default_factory=list)
    addresses: dict[str, bytes] = field(default_factory=dict)

    @override
    def async_update_records(
        self, zc: Zeroconf, now: float, records: list[RecordUpdate]
    ) -> None:
        for record in (it.new for it in records):
            if isinstance(record, DNSText):
                self.texts.append(record.text)
            elif isinstance(record, DNSAddress):
                self.addresses[record.name] = record.address

    def times(self, device: str) -> int:
        """Return how often a device was heard."""
        return sum(f"id={device}".encode() in text for text in self.texts)


@asynccontextmanager
async def devices(*options: str) -> AsyncGenerator[None]:
    """Run the local devices in a namespace of their own, at the end of a cable."""
    words = (f"far-{CABLE}", THERE, str(DEVICES), *options)
    program = (sys.executable, "-m", "tests.namespaces.local_devices", *words)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        "unshare", "--net", *program, stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None
    assert process.stdout is not None
    await in_namespace_of_its_own(process.pid)
    cable(CABLE, f"far-{CABLE}", process.pid)
    bring_up(CABLE, f"{HERE}/24")
    process.stdin.write(b"go\n")
    assert await process.stdout.readline()
    try:
        yield
    finally:
        process.stdin.close()
        await process.wait()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    while not condition():  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def local() -> Any:
    """Hear a device, command it, draw the cable and lay it again."""
    simulator = Simulator(host="0.0.0.0")  # noqa: S104
    await simulator.start()
    lamp = simulator.device(LAMP)
    async with devices("--cloud", f"http://{HERE}:{simulator.port}"):
        heard = Heard()
        ears = Zeroconf(interfaces=[HERE])
        ears.async_add_listener(heard, None)
        simulator.press(LAMP)
        await until(lambda: heard.times(lamp.device_id) == 1)
        address = heard.addresses[f"eWeLink_{lamp.device_id}.local."]
        host = ".".join(map(str, address))
        async with ClientSession(timeout=ClientTimeout(total=1)) as session:
            answers = [await _switch(session, host, lamp)]
            ip("link", "set", CABLE, "down")
            answers.append(await _switch(session, host, lamp))
            ip("link", "set", CABLE, "up")
            answers.append(await _switch(session, host, lamp))
        await until(lambda: lamp.params["switch"] == "off")
        await asyncio.get_running_loop().run_in_executor(None, ears.close)
    await simulator.stop()
    return {"host": host, "answers": answers}


async def _switch(session: ClientSession, host: str, lamp: SimDevice) -> int | None:
    sealed = seal(lamp.devicekey, {"switch": "off"})
    body = {
        "sequence": "1",
        "deviceid": lamp.device_id,
        "selfApikey": "123",
        "encrypt": True,
        **sealed,
    }
    url = f"http://{host}:8081/zeroconf/switch"
    with suppress(ClientError, TimeoutError):
        async with session.post(url, json=body) as answer:
            error: int = json.loads(await answer.read())["error"]
            return error
    return None


async def _main(scenario: str) -> None:
    assert scenario == "local"
    ip("link", "set", "lo", "up")
    async with asyncio.timeout(60):
        sys.stdout.write(json.dumps(await local()))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1]))
