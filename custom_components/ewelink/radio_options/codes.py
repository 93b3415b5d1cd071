"""What the codes that a radio bridge has learned are called."""

from collections import Counter
from collections.abc import Mapping

from ..devices.device import Device
from ..devices.features import Alarm
from ..devices.remotes import Remote, RemoteKey, learned_channels, remotes_of


def codes_of(device: Device) -> Mapping[int, str]:
    """Return the names of all learned codes by their channels."""
    named = {
        key.channel: _name(remote, key)
        for remote in remotes_of(device.thing)
        for key in remote.keys
    }
    channels = sorted(learned_channels(device.params) or ())
    return _told_apart({it: named.get(it, str(it)) for it in channels})


def alarms_of(device: Device) -> Mapping[int, str]:
    """Return by channel the names of the alarms, with the seconds that they last."""
    alarms = [it for it in device.features if isinstance(it, Alarm)]
    names = _told_apart({it.channel: it.name or str(it.channel) for it in alarms})
    return {it.channel: f"{names[it.channel]}: {it.hold:g} s" for it in alarms}


def _name(remote: Remote, key: RemoteKey) -> str:
    """Return the name of a code; that of a sensor's one button means nothing."""
    number = str(key.channel)
    if remote.is_sensor:
        return remote.name or number
    name = key.name or number
    return name if remote.name is None else f"{remote.name}: {name}"


def _told_apart(names: Mapping[int, str]) -> Mapping[int, str]:
    """Return names with the channel, where several are the same."""
    counts = Counter(names.values())
    return {
        channel: f"{name} ({channel})" if counts[name] > 1 else name
        for channel, name in names.items()
    }
