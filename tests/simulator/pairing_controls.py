"""What a test does to devices in pairing mode."""

from itertools import count
from typing import Final

from .behaviours import Relay
from .cloud import Cloud
from .factory import Row, build, relay_params, stable_hex
from .hotspot import PROFILES, HotspotServer
from .model import Place, SimDevice
from .sign_in_controls import SignInControls

NEW_DEVICE: Final = "New plug"
_FIRST_NUMBER: Final = 0x90000


class PairingControls(SignInControls):
    """Everything one can do to devices that wait for their Wi-Fi."""

    def __init__(self, cloud: Cloud) -> None:
        """Begin with none in pairing mode."""
        super().__init__(cloud)
        self.pairing: list[HotspotServer] = []

    @property
    def wifi_ssid(self) -> str:
        """Return the name of the home's Wi-Fi."""
        return next(iter(self.world.wifi))

    @property
    def wifi_password(self) -> str:
        """Return the password of the home's Wi-Fi."""
        return self.world.wifi[self.wifi_ssid]

    async def start_pairing(
        self,
        profile: str = "colink",
        *,
        device: str = "",
        host: str = "127.0.0.1",
        port: int = 0,
        pace: float = 1.0,
    ) -> HotspotServer:
        """Put a device into pairing mode: a new one, or one by id or name."""
        row = PROFILES[profile]
        found = self._factory_or_added(device) if device else self._new_device()
        await self._forget(found)
        server = HotspotServer(self.cloud, found, row, at=(host, port), pace=pace)
        await server.press()
        self.pairing.append(server)
        return server

    async def stop_pairing(self) -> None:
        """Close all hotspots and forget them."""
        while self.pairing:
            await self.pairing.pop().close()

    def in_pairing(self, device: str) -> HotspotServer:
        """Return the hotspot of a device by its id, name or SSID."""
        for server in reversed(self.pairing):
            found = server.device
            if device in {found.device_id, found.name, server.ssid}:
                return server
        raise KeyError(device)

    def make_gsm_device(self, name: str = NEW_DEVICE) -> SimDevice:
        """Make a device with a SIM card that nobody has yet; its QR code has its id."""
        device = self._new_device()
        device.name = name
        device.gsm_id = stable_hex(f"gsm {device.device_id}", 32)
        self.world.factory[device.device_id] = device
        return device

    async def _forget(self, device: SimDevice) -> None:
        for server in self.pairing.copy():
            if server.device is device:
                self.pairing.remove(server)
                await server.close()

    def _factory_or_added(self, name_or_id: str) -> SimDevice:
        for device in (*self.world.factory.values(), *self.world.devices.values()):
            if name_or_id in {device.device_id, device.name}:
                return device
        raise KeyError(name_or_id)

    def _new_device(self) -> SimDevice:
        """Make a device that nobody has yet."""
        world = self.world
        row = Row(
            name=NEW_DEVICE,
            uiid=1,
            model="S26R2",
            params=relay_params(),
            behaviour=Relay,
            online=False,
        )
        for number in count(_FIRST_NUMBER):
            place = Place(family_id="", index=0)
            device = build(row, number, apikey="", place=place)
            if device.device_id not in {*world.factory, *world.devices}:
                break
        device.params["ssid"] = self.wifi_ssid
        return device
