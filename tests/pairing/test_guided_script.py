"""What the commands for the user's computer may be made of."""

import re
from typing import Final

import pytest

from custom_components.ewelink.pairing.guided.script import Shell, command

SERVER: Final = "eu-dispd.coolkit.cc"


@pytest.mark.parametrize("shell", Shell)
def test_pasteable(shell: Shell) -> None:
    """No character in it means something to the line editor of a shell."""
    text = command(shell, server=SERVER)
    assert text.isascii()
    assert not set(text) & set("\t\r!")
    assert not re.search("@[A-Z]+@", text)
    assert max(map(len, text.splitlines())) < 100
    assert len(text) < 4000


@pytest.mark.parametrize("shell", Shell)
@pytest.mark.parametrize("value", ["", "a b", "$(id)", "x'y", '"', "`id`", "a;b", "-a"])
def test_no_foreign_text(shell: Shell, value: str) -> None:
    """Only names and addresses are put into it."""
    with pytest.raises(ValueError, match="no name of a server"):
        command(shell, server=value)
    with pytest.raises(ValueError, match="no address of a device"):
        command(shell, server=SERVER, address=value)


def test_powershell() -> None:
    """What is not the user's to type is in the command for Windows, in pairs."""
    text = command(Shell.POWERSHELL, server=SERVER, address="192.0.2.1:8081")
    assert "ConnectAsync('192.0.2.1', 8081)" in text
    assert "Host: 192.0.2.1:8081`r`n" in text
    assert f'"serverName":"{SERVER}"' in text
    assert "-AsSecureString" in text
    for word in ("Invoke-Expression", "iex", "Start-Process", "curl", "Write-Host"):
        assert word not in text


def test_powershell_has_no_blank_line() -> None:
    """A plain console would take one for the end of the command."""
    assert "\n\n" not in command(Shell.POWERSHELL, server="as-dispd.coolkit.cc")
