"""The command for the user's computer; it asks for the Wi-Fi's data there."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
import re
import shlex
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
_ADDRESS: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,57}(:[0-9]{1,5})?")
_PLACEHOLDER: Final = re.compile(r"@([A-Za-z_]+)@")
_BREAK: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# PowerShell takes typographic quotation marks for plain ones.
_POWERSHELL_QUOTE: Final = re.compile("['\u2018-\u201b]")


def command(
    shell: Shell,
    *,
    server: str,
    texts: Mapping[str, str],
    address: str = hotspot.ADDRESS,
    other_address: str = hotspot.OTHER_ADDRESS,
) -> str:
    """Return what the user pastes; the addresses may have a port.

    The other address is only asked who is there; no Wi-Fi is ever sent to it.

    What it says is in `texts`, by the names that stand in the templates in small
    letters. Raises `ValueError` for a server, an address or a text that cannot be used.
    """
    if _SERVER.fullmatch(server) is None:
        message = "no name of a server"
        raise ValueError(message)
    if not all(map(_ADDRESS.fullmatch, (address, other_address))):
        message = "no address of a device"
        raise ValueError(message)
    if any(map(_BREAK.search, texts.values())):
        message = "no single line of text"
        raise ValueError(message)
    values = {key: _QUOTE[shell](text) for key, text in texts.items()} | {
        "SERVER": server,
        "ADDRESS": address,
        "OTHER_ADDRESS": other_address,
        "PORT": str(hotspot.PORT),
    }
    return _PLACEHOLDER.sub(lambda found: values[found[1]], _TEMPLATES[shell])


def _quote_for_powershell(text: str) -> str:
    return f"'{_POWERSHELL_QUOTE.sub(r'\g<0>\g<0>', text)}'"


_QUOTE: Final[Mapping[Shell, Callable[[str], str]]] = {
    Shell.POSIX: shlex.quote,
    Shell.POWERSHELL: _quote_for_powershell,
}
