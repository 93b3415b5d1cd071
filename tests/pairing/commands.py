"""The command for the user's computer, as Home Assistant shows it."""

import json
from typing import Final

from custom_components.ewelink.pairing.guided.script import Shell, command
from tests.guards.sources import PACKAGE

LANGUAGES: Final = sorted(it.stem for it in (PACKAGE / "translations").iterdir())
SERVER: Final = "eu-dispd.coolkit.cc"
# A port that is not listened at refuses at once.
NOBODY: Final = "127.0.0.1:9"


def texts(language: str = "en") -> dict[str, str]:
    """Return what the command says in a language."""
    file = PACKAGE / "translations" / f"{language}.json"
    common = json.loads(file.read_text(encoding="utf-8"))["common"]
    return {key.removeprefix("command_"): text for key, text in common.items()}


def posix(
    address: str,
    *,
    server: str = SERVER,
    language: str = "en",
    other_address: str = NOBODY,
) -> str:
    """Return the command for macOS and Linux."""
    return command(
        Shell.POSIX,
        server=server,
        texts=texts(language),
        address=address,
        other_address=other_address,
    )


NAME: Final = f"{texts()['ask_name']}: "
PASSWORD: Final = f"{texts()['ask_password']}: "
