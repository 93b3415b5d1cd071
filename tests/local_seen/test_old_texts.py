"""What zeroconf tells of texts that are over."""

import pytest
from zeroconf import (  # type: ignore[attr-defined]
    DNSText,
    RecordUpdate,
    current_time_millis,
)

from tests.home import Home
from tests.lan_simulator.process import LanSimulator
from tests.lan_simulator.record import SERVICE, TXT
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
