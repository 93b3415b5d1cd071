"""State and services of the cloud, shared by its HTTP and WebSocket sides."""

from collections.abc import Callable

from .codes import CodeStore
from .device_side import DeviceSide, Why
from .faults import Faults
from .hub import Hub
from .journal import Journal
from .limits import Limits
from .local_wire import LocalWire
from .model import SimAccount, SimApp, SimDevice, World
from .timers import TimerClock
from .tokens import Pair, TokenStore
from .verification import VerificationCodes
from .wire import Json

type Listener = Callable[[Json], None]
type Watcher = Callable[[SimDevice, Json, Why], None]


class Cloud:
    """Everything behind the doors."""

    def __init__(
        self,
        world: World,
        clock: Callable[[], float],
        monotonic: Callable[[], float],
    ) -> None:
        """Open a cloud for a world."""
        self.world = world
        self.clock = clock
        self.monotonic = monotonic
        self.port = 0
        self.hb_interval: int | None = 145
        self.page_limit: int | None = None
        self.my_instance = ""
        self.hides_family_type = False
        self.tokens = TokenStore(clock)
        self.codes = CodeStore(clock)
        self.verification = VerificationCodes(clock)
        self.limits = Limits()
        self.faults = Faults()
        self.journal = Journal(monotonic)
        self.hub = Hub(self)
        self.devices = DeviceSide(self)
        self.timers = TimerClock(self)
        self.local = LocalWire(self)
        self.listeners: set[Listener] = set()
        self.watchers: set[Watcher] = set()
        self.is_drawn = False
        self.places: dict[str, str] = {}
        self.joined: dict[str, Callable[[], None]] = {}

    def sign_in(self, account: SimAccount, app: SimApp) -> Pair:
        """Return new tokens; an older sign-in with that APPID is thrown out."""
        pair = self.tokens.issue(account.apikey, app.app_id)
        self.hub.kick(account.apikey, app.app_id)
        return pair

    def sign_out(self, account: SimAccount, app: SimApp) -> None:
        """End the sign-in of an account with an APPID."""
        self.tokens.revoke(account.apikey, app.app_id, spent=True)
        self.hub.kick(account.apikey, app.app_id)

    def device_added(self, device: SimDevice) -> None:
        """Let a device sign on that joined a Wi-Fi before it was added."""
        if (connect := self.joined.get(device.device_id)) is not None:
            connect()

    def device_changed(self, device: SimDevice) -> None:
        """Tell the simulator's page about a device."""
        if self.listeners:
            self.tell({"device": device.device_id})

    def happened(self, device: SimDevice, params: Json, why: Why) -> None:
        """Tell those who play the device elsewhere what it is told or reports."""
        for watcher in tuple(self.watchers):
            watcher(device, params, why)

    def placed(self, device: SimDevice, place: str) -> None:
        """Note where a device is in its own network, "" where it is not."""
        self.places[device.device_id] = place
        self.device_changed(device)

    def tell(self, event: Json) -> None:
        """Tell the simulator's page about something."""
        for listener in tuple(self.listeners):
            listener(event)
