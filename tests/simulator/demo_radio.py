"""What hears the remotes of the demo home."""

from typing import Final

from .behaviours import RfBridge
from .factory import Row
from .kinds.buttons import remote, rf_list

RF_BRIDGE: Final = Row(
    name="RF bridge",
    room="Living room",
    uiid=28,
    model="RFBridgeR2",
    params={
        "rfList": [
            {"rfChl": 0, "rfVal": "29EA015E04245575C0"},
            {"rfChl": 1, "rfVal": "29A4015E0424557530"},
            {"rfChl": 2, "rfVal": "29AE015E041A557503"},
        ]
    },
    tags={
        "zyx_info": [
            remote("2", "Gate", {0: "Open", 2: "Close"}),
            remote("6", "Alarm", {1: "Alarm"}),
        ]
    },
    behaviour=RfBridge,
)
DOORBELL: Final = Row(
    name="Front doorbell",
    room="Hall",
    uiid=98,
    model="RF doorbell bridge",
    params={"rfList": rf_list(0)},
    tags={"zyx_info": [remote("1", "Front door", {0: "Doorbell"})]},
    behaviour=RfBridge,
)
