"""What a radio bridge can send, and what somebody means by a name or a number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..api.models import Thing
from ..api.wire import ReadOnlyParams
from .remotes import Remote, RemoteKey, channel_in, learned_channels, remotes_of


@dataclass(frozen=True, slots=True)
class Code:
    """A learned code: its channel, and which key of which remote it is, if of one."""

    channel: int
    key: str | None = None
    remote: str | None = None

    @property
    def label(self) -> str:
        """Return what a user knows it by."""
        if self.key is None:
            return str(self.channel)
        name = self.key if self.remote is None else f"{self.remote}: {self.key}"
        return f"{name} ({self.channel})"

    def is_called(self, name: str) -> bool:
        """Return whether its key has a name, be it spelt large or small.

        The name of its remote may stand before it, as in what is shown.
        """
        if self.key is None:
            return False
        names = [self.key, self.label]
        if self.remote is not None:
            names += [f"{self.remote}: {self.key}", f"{self.remote} {self.key}"]
        return any(_same(it, name) for it in names)


def sendable(thing: Thing, params: ReadOnlyParams) -> tuple[Code, ...]:
    """Return the codes that a bridge has learned; sensors' are sent by number only."""
    named = {
        key.channel: Code(key.channel, key.name, remote.name)
        for remote in remotes_of(thing)
        if not remote.is_sensor
        for key in remote.keys
    }
    learned = sorted(learned_channels(params) or ())
    return tuple(named.get(channel, Code(channel)) for channel in learned)


def of_remote(codes: Iterable[Code], remote_name: str) -> tuple[Code, ...]:
    """Return the codes of the remotes with a name."""
    return tuple(
        it for it in codes if it.remote is not None and _same(it.remote, remote_name)
    )


def meant_by(command: str, codes: Iterable[Code]) -> list[Code]:
    """Return what is meant of all codes: a number is a channel first, a name second."""
    codes = tuple(codes)
    channel = channel_in(command)
    found = [it for it in codes if it.channel == channel]
    return found or [it for it in codes if it.is_called(command)]


def meant_of_remote(
    command: str, codes: Iterable[Code], remote_name: str
) -> list[Code]:
    """Return what is meant by a command to a remote: one of its keys, or a channel.

    A key of another remote is never meant, as it might open another door.
    """
    codes = tuple(codes)
    own = [it for it in of_remote(codes, remote_name) if it.is_called(command)]
    channel = channel_in(command)
    return own or [it for it in codes if it.channel == channel]


def remote_names(thing: Thing) -> list[str]:
    """Return what the remotes are called, each name once."""
    names = (it.name for it in remotes_of(thing) if not it.is_sensor and it.name)
    return list(dict.fromkeys(names))


def key_of(thing: Thing, remote_name: str, key_name: str) -> RemoteKey | None:
    """Return the key of a name on the remote of a name, learned or not."""
    return next(
        (
            key
            for remote in remotes_of(thing)
            if _is_called(remote, remote_name)
            for key in remote.keys
            if key.name is not None and _same(key.name, key_name)
        ),
        None,
    )


def known_name(thing: Thing, remote_name: str) -> str | None:
    """Return how the remote of a name spells it, None where there is none."""
    names: Iterator[str] = (it for it in remote_names(thing) if _same(it, remote_name))
    return next(names, None)


def _is_called(remote: Remote, name: str) -> bool:
    return not remote.is_sensor and remote.name is not None and _same(remote.name, name)


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()
