"""What the cloud knows: accounts, homes, rooms, devices and groups."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

from .behaviours import Behaviour
from .canaries import WIFI_PASSWORD, WIFI_SSID
from .wire import Json

REGIONS: Final = ("cn", "as", "us", "eu")
SHOWN_BRANDS: Final = frozenset({"sonoff", "SONOFF", "coolkit"})


class AppKind(StrEnum):
    """What an APPID may do."""

    PASSWORD = "password"
    OAUTH = "oauth"


class UpgradeFate(StrEnum):
    """What becomes of a device that is told to load a firmware.

    It finds the file good and comes back with it, or as it was, or never; or it finds
    the file bad. A silent one loads it without a word.
    """

    GOOD = "good"
    SILENT = "silent"
    BAD = "bad"
    OLD = "old"
    LOST = "lost"


class ItemType(IntEnum):
    """What a thing of the list is."""

    OWN = 1
    SHARED = 2
    GROUP = 3
    IN_SHARED_HOME = 5


@dataclass(kw_only=True)
class SimApp:
    """An APPID.

    `redirects` are the addresses registered with it, None takes any; `refused` is the
    number that all its signed calls are answered with.
    """

    app_id: str
    secret: str
    kind: AppKind = AppKind.PASSWORD
    redirects: set[str] | None = None
    refused: int | None = None


@dataclass(kw_only=True)
class SimAccount:
    """A user of the cloud."""

    apikey: str
    password: str
    region: str
    country_code: str
    app_id: str
    app_secret: str
    username: str = ""
    phone: str = ""
    nickname: str = ""
    current_family: str = ""


@dataclass(kw_only=True)
class SimRoom:
    """A room of a home."""

    id: str
    name: str
    index: int = 0


@dataclass(kw_only=True)
class SimFamily:
    """A home; its members see it beside its owner."""

    id: str
    apikey: str
    name: str
    index: int = 0
    rooms: list[SimRoom] = field(default_factory=list)
    members: set[str] = field(default_factory=set)


@dataclass(kw_only=True)
class Place:
    """Where an account keeps a thing."""

    family_id: str
    index: int
    room_id: str = ""


@dataclass(kw_only=True)
class ShareTerms:
    """On which terms a device was shared with somebody; `at` is in milliseconds."""

    permit: int
    comment: str
    at: int


@dataclass(kw_only=True)
class CommandFault:
    """How a device misbehaves when it is told something."""

    error: int = 0
    silent: bool = False
    obeys: bool = False
    times: int | None = None
    delay: float = 0.0


@dataclass(kw_only=True)
class SimDevice:
    """A device: what the list says about it and how it behaves.

    One that is `hidden` is counted by the list and not in it; one that is `absent` is
    neither, as if it were deleted.
    """

    device_id: str
    name: str
    uiid: int
    apikey: str
    place: Place
    params: Json
    behaviour: Behaviour
    online: bool = True
    brand: str = "SONOFF"
    model: str = ""
    devicekey: str = ""
    chip_id: str = ""
    mac: str = ""
    tags: Json = field(default_factory=dict)
    extra: Json = field(default_factory=dict)
    settings: Json = field(default_factory=dict)
    shares: dict[str, Place] = field(default_factory=dict)
    share_terms: dict[str, ShareTerms] = field(default_factory=dict)
    gsm_id: str = ""
    overrides: Json = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    hidden: bool = False
    absent: bool = False
    newest_firmware: str = ""
    upgrade_fate: UpgradeFate = UpgradeFate.GOOD
    upgrade_seconds: float = 0.0
    fault: CommandFault | None = None
    history: list[Json] = field(default_factory=list)
    timer_limit: int = 16

    @property
    def shown(self) -> bool:
        """Return True when an APPID is shown devices of this brand."""
        return not self.hidden and self.brand in SHOWN_BRANDS

    def end_sharing(self, apikey: str) -> None:
        """Take the device away from a user it is shared with."""
        del self.shares[apikey]
        self.share_terms.pop(apikey, None)


@dataclass(kw_only=True)
class SimGroup:
    """A group of devices."""

    id: str
    name: str
    apikey: str
    main_device_id: str
    place: Place
    device_ids: list[str] = field(default_factory=list)
    params: Json = field(default_factory=dict)


@dataclass(kw_only=True)
class World:
    """Everything the cloud keeps; survives a restart of the simulator.

    `wifi` are the networks in reach of its devices, name -> password.
    """

    accounts: list[SimAccount]
    apps: dict[str, SimApp]
    families: dict[str, SimFamily] = field(default_factory=dict)
    devices: dict[str, SimDevice] = field(default_factory=dict)
    groups: dict[str, SimGroup] = field(default_factory=dict)
    factory: dict[str, SimDevice] = field(default_factory=dict)
    wifi: dict[str, str] = field(default_factory=lambda: {WIFI_SSID: WIFI_PASSWORD})

    def account(self, apikey: str) -> SimAccount | None:
        """Return the account with a key."""
        return next((item for item in self.accounts if item.apikey == apikey), None)

    def families_of(self, account: SimAccount) -> list[SimFamily]:
        """Return the homes an account has or was let into, in order."""
        mine = [
            family
            for family in self.families.values()
            if account.apikey in {family.apikey, *family.members}
        ]
        return sorted(mine, key=lambda family: family.index)

    def item_type(self, account: SimAccount, device: SimDevice) -> ItemType | None:
        """Return what a device is to an account, None when it may not see it."""
        if device.apikey == account.apikey:
            return ItemType.OWN
        if account.apikey in device.shares:
            return ItemType.SHARED
        family = self.families.get(device.place.family_id)
        if family is not None and account.apikey in family.members:
            return ItemType.IN_SHARED_HOME
        return None

    def place_for(self, account: SimAccount, device: SimDevice) -> Place:
        """Return where an account keeps a device."""
        return device.shares.get(account.apikey, device.place)

    def watchers(self, device: SimDevice) -> set[str]:
        """Return the keys of all accounts that see a device."""
        family = self.families.get(device.place.family_id)
        members = family.members if family is not None else set()
        return {device.apikey, *device.shares, *members}

    def next_index(self, family_id: str, step: int) -> int:
        """Return an unused index at the low (-1) or high (1) end of a home."""
        used = [
            place.index
            for device in self.devices.values()
            for place in (device.place, *device.shares.values())
            if place.family_id == family_id
        ]
        used += [
            group.place.index
            for group in self.groups.values()
            if group.place.family_id == family_id
        ]
        if not used:
            return 0
        return min(used) - 1 if step < 0 else max(used) + 1
