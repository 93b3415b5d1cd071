"""The command for the user's computer; it asks for the Wi-Fi's data there."""

from enum import StrEnum
from pathlib import Path
import re
from typing import Final

from .. import hotspot


class Shell(StrEnum):
    """What the user's computer has: a shell of macOS and Linux, or Windows'."""

    POSIX = "posix"
    POWERSHELL = "powershell"


# Read once, while this is imported: that happens outside the event loop.
_TEMPLATES: Final = {
    shell: Path(__file__).with_name(name).read_text(encoding="utf-8")
    for shell, name in (
        (Shell.POSIX, "command.sh"),
        (Shell.POWERSHELL, "command.ps1"),
    )
}
# No longer than a device's field, and nothing that a shell could take for its own.
_SERVER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,30}")
_ADDRESS: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9.-]{0,57})(?::([0-9]{1,5}))?")


def command(shell: Shell, *, server: str, address: str = hotspot.ADDRESS) -> str:
    """Return what the user pastes; the address may have a port.

    Raises `ValueError` for a server or an address that is none.
    """
    if _SERVER.fullmatch(server) is None:
        message = "no name of a server"
        raise ValueError(message)
    if (parts := _ADDRESS.fullmatch(address)) is None:
        message = "no address of a device"
        raise ValueError(message)
    values = {
        "@SERVER@": server,
        "@ADDRESS@": address,
        "@HOST@": parts[1],
        "@PORT@": parts[2] or str(hotspot.PORT),
    }
    text = _TEMPLATES[shell]
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text
