"""A device as it stands now: what the cloud listed, merged with what came since."""

from collections.abc import Iterator

from ..api.merge import merge_params
from ..api.models import Thing
from .features import Feature
from .rows import device_type
from .device_type import DeviceType
from .values import Params

LIVE_SECONDS = 600


class Device:
    """One device of the account: its listing, its params and its features."""

    __slots__ = ("_reported", "features", "online", "params", "thing", "type")

    thing: Thing
    params: Params
    online: bool
    type: DeviceType
    features: tuple[Feature, ...]

    def __init__(self, thing: Thing) -> None:
        """Start from the listing; its figures are of an unknown age."""
        self._reported: dict[str, float] = {}
        self.params = dict(thing.params)
        self.list_anew(thing)

    @property
    def id(self) -> str:
        """Return the deviceid."""
        return self.thing.deviceid

    @property
    def parent_id(self) -> str | None:
        """Return the deviceid of the bridge this device is behind."""
        return self.thing.parent_id

    def list_anew(self, thing: Thing) -> None:
        """Take over name, place and online state of a newer listing."""
        self.thing = thing
        self.online = thing.online
        self.type = device_type(thing)
        self._find_features()

    def channel_name(self, channel: int) -> str | None:
        """Return the name that the user gave the channel in the app."""
        names = self.thing.tags.get("ck_channel_name")
        name = names.get(str(channel)) if isinstance(names, dict) else None
        return name if isinstance(name, str) and name.strip() else None

    def report(self, update: Params, now: float) -> set[str]:
        """Merge what the device reported; return the keys whose showing changed."""
        fresh = self.type.live.intersection(update)
        woken = {param for param in fresh if not self.is_live(param, now)}
        for param in fresh:
            self._reported[param] = now
        return self._merge(update) | woken

    def read(self, params: Params, now: float) -> set[str]:
        """Merge what the cloud remembers; return the keys that changed.

        A live figure counts as reported only where it differs from one known before.
        """
        known = self.type.live.intersection(params, self.params)
        changed = self._merge(params)
        for param in known & changed:
            self._reported[param] = now
        return changed

    def is_live(self, param: str, now: float) -> bool:
        """Return whether the device reported the figure lately."""
        return self.live_until(param) > now

    def live_until(self, param: str) -> float:
        """Return the monotonic time at which the figure ceases to be fresh."""
        reported = self._reported.get(param)
        return 0.0 if reported is None else reported + LIVE_SECONDS

    def _merge(self, update: Params) -> set[str]:
        keys = len(self.params)
        changed = merge_params(self.params, update)
        if len(self.params) != keys or "workMode" in changed:
            self._find_features()
        return changed

    def _find_features(self) -> None:
        self.features = tuple(self._existing())

    def _existing(self) -> Iterator[Feature]:
        for feature in self.type.features:
            if feature.exists(self.params):
                yield feature
