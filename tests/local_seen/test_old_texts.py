"""What zeroconf tells of texts that are over."""

import pytest
from zeroconf import (  # type: ignore[attr-defined]
    DNSPointer,
    DNSText,
    RecordUpdate,
    current_time_millis,
)

from tests.home import Home
from tests.lan_simulator.process import LanSimulator
from tests.lan_simulator.record import PTR, SERVICE, TXT
from tests.local_home import heard, network_of, peer_of

LAMP = "Kitchen lamp"


@pytest.mark.parametrize(("ttl", "is_doubted"), [(1, False), (4500, False), (0, True)])
async def test_text_that_is_over(
    local_home: Home, lan: LanSimulator, ttl: int, is_doubted: object
) -> None:
    """Only a goodbye lets a device be asked: a new text lets the old one expire."""
    await heard(local_home, lan, LAMP)
    now = current_time_millis()
    network, label = network_of(local_home), f"ewelink_{peer_of(local_home, LAMP).id}"
    last = network.lan._flood.speaker(label).text
    text = DNSText(
        f"{label}.{SERVICE}", TXT, 1, ttl, last, created=now - (ttl + 1) * 1000
    )
    update = RecordUpdate(text, text)
    # The library does not read which zeroconf it is.
    network._listener.async_update_records(None, now, [update])  # type: ignore[arg-type]
    assert peer_of(local_home, LAMP).contact.wants_probe is is_doubted


@pytest.mark.parametrize(
    ("service", "ttl", "is_doubted"),
    [(SERVICE, 0, True), (SERVICE, 4500, False), ("_hap._tcp.local.", 0, False)],
)
async def test_goodbye(
    local_home: Home, lan: LanSimulator, service: str, ttl: int, is_doubted: object
) -> None:
    """A device that takes its service back is asked soon, and stays there."""
    await heard(local_home, lan, LAMP)
    now = current_time_millis()
    name = f"eWeLink_{local_home.sim(LAMP).device_id}.{SERVICE}"
    for alias in (name, f"eWeLink_1000000099.{SERVICE}"):
        pointer = DNSPointer(service, PTR, 1, ttl, alias, created=now)
        listener = network_of(local_home)._listener
        # The library does not read which zeroconf it is.
        listener.async_update_records(None, now, [RecordUpdate(pointer, pointer)])  # type: ignore[arg-type]
    assert peer_of(local_home, LAMP).contact.wants_probe is is_doubted
    assert peer_of(local_home, LAMP).can_send
    if is_doubted:
        [asked, *_] = await lan.until_requests(1, LAMP, "getState")
        assert asked["data"] == {}
        assert local_home.state(LAMP) != "unavailable"
