"""A user who goes through the wizard, and all that the wizard ever showed."""

from dataclasses import replace
from typing import Any, cast

from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.pairing.exchange import Pace
from custom_components.ewelink.pairing.network_manager import NetworkTiming
from custom_components.ewelink.pairing.session import PairingTiming
from custom_components.ewelink.pairing.touch.sender import TouchTiming
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.data_entry_flow import FlowResultType
from tests.flow import suggested
from tests.home import Home, until
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID

QUICK = PairingTiming(
    search=0.5,
    online=2,
    looks=(0.3, 0.3, 0.4, 0.4, 0.4),
    cloud_pause=0.05,
    pace=Pace(within=2, between=0.02, request=1),
    touch=TouchTiming(
        interval=0.0005, guide=0.02, data=0.05, sending=0.3, listening=0.3
    ),
    network=NetworkTiming(
        answer=5, poll=0.01, scan=0.2, ask_again_to_scan=0.02, join=0.5, verify=0.5
    ),
)

# For a device of which it is known that it will not come.
BRIEF = replace(QUICK, online=0.5, looks=(0.08, 0.08, 0.1, 0.1, 0.1))


def be_patient(home: Home, profile: str) -> None:
    """Wait for a device only as long as one of its kind may take."""
    pairings = home.hass.data[DATA_SHARED].pairings
    if pairings.timing in (QUICK, BRIEF):
        pairings.timing = BRIEF if profile == "never_online" else QUICK


def wifi_of_home(**changes: Any) -> dict[str, Any]:
    """Return what the user fills in about the Wi-Fi."""
    return {
        "ssid": WIFI_SSID,
        "password": WIFI_PASSWORD,
        "name": "New lamp",
        **changes,
    }


class Wizard:
    """One dialog; several may be open at once."""

    def __init__(self, home: Home, shown: list[ConfigFlowResult]) -> None:
        """Prepare; nothing is open yet."""
        self.home = home
        self._flows = home.hass.config_entries.options
        self._shown = shown
        self.result: ConfigFlowResult = {}  # type: ignore[typeddict-item]
        home.hass.data[DATA_SHARED].pairings.timing = QUICK

    @property
    def step(self) -> str:
        """Return the step that is shown, or how the dialog ended."""
        if self.result["type"] is FlowResultType.ABORT:
            return f"ended: {self.result['reason']}"
        if self.result["type"] is FlowResultType.CREATE_ENTRY:
            return "saved"
        return self.result["step_id"]

    @property
    def errors(self) -> dict[str, str]:
        """Return what is wrong with what was filled in, or what went wrong."""
        return self.result.get("errors") or {}

    @property
    def placeholders(self) -> dict[str, str]:
        """Return what the texts are filled in with."""
        return dict(self.result.get("description_placeholders") or {})

    @property
    def menu(self) -> list[str]:
        """Return the items of the menu."""
        return list(cast("list[str]", self.result["menu_options"]))

    @property
    def suggested(self) -> dict[str, Any]:
        """Return what the form is filled in with."""
        return suggested(self.result)

    @property
    def choices(self) -> list[str]:
        """Return what can be done after a failure."""
        schema = self.result["data_schema"]
        assert schema is not None
        [selector] = schema.schema.values()
        chosen: list[str] = selector.config["options"]
        return chosen

    async def open(self) -> str:
        """Open the options."""
        return self._note(await self._flows.async_init(self.home.entry.entry_id))

    async def choose(self, item: str) -> str:
        """Choose an item of a menu."""
        return await self._send({"next_step_id": item})

    async def fill_in(self, **values: Any) -> str:
        """Fill in a form."""
        return await self._send(values)

    async def close(self) -> None:
        """Close the dialog."""
        self._flows.async_abort(self.result["flow_id"])

    async def settled(self) -> str:
        """Wait until the dialog shows something else than progress."""
        await until(self._is_settled, 15)
        if self.result["type"] is FlowResultType.SHOW_PROGRESS:
            await self.look()
        return self.step

    def _is_settled(self) -> bool:
        flows = self._flows.async_progress()
        for flow in flows:
            if flow["flow_id"] == self.result["flow_id"]:
                step = self._flows._progress[flow["flow_id"]].cur_step
                assert step is not None
                return step["type"] is not FlowResultType.SHOW_PROGRESS
        return True

    async def look(self) -> str:
        """Look at what is shown now."""
        return self._note(await self._flows.async_configure(self.result["flow_id"]))

    async def begin(self, way: str) -> str:
        """Go from the menu to the first step of a way."""
        await self.open()
        await self.choose("add_device")
        assert self.step == "mode"
        await self.fill_in()
        return await self.choose(f"by_{way}")

    async def go_to_wifi(self, address: str) -> str:
        """Go to the form of the Wi-Fi by an address."""
        await self.begin("joined")
        await self.fill_in(address=address)
        return await self.settled()

    async def pair(self, address: str, **changes: Any) -> str:
        """Pair the device at an address, and wait for what comes of it."""
        assert await self.go_to_wifi(address) == "wifi"
        await self.fill_in(**wifi_of_home(**changes))
        return await self.settled()

    async def _send(self, user_input: dict[str, Any]) -> str:
        result = await self._flows.async_configure(self.result["flow_id"], user_input)
        return self._note(result)

    def _note(self, result: ConfigFlowResult) -> str:
        self.result = result
        self._shown.append(result)
        return self.step
