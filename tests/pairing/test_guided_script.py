"""What the commands for the user's computer may be made of."""

from pathlib import Path
import re
from typing import Final

import pytest

from custom_components.ewelink.pairing.guided import script
from custom_components.ewelink.pairing.guided.script import Shell, command

from .commands import LANGUAGES, SERVER, texts

TEMPLATES: Final = {
    shell: Path(script.__file__).with_name(name).read_text(encoding="utf-8")
    for shell, name in ((Shell.POSIX, "command.sh"), (Shell.POWERSHELL, "command.ps1"))
}
FOR_THIS_HOST: Final = {"needs_curl", "needs_terminal"}
SPEECH: Final = re.compile(r"""(["'])[^"'\n]*[A-Za-z]{2,} [A-Za-z]{2,}[^"'\n]*\1""")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shell", Shell)
def test_pasteable(shell: Shell, language: str) -> None:
    """No character in it means something to the line editor of a shell."""
    text = command(shell, server=SERVER, texts=texts(language))
    assert not set(text) & set("\t\r!")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", text)
    assert not re.search("@[A-Za-z_]+@", text)
    assert max(map(len, text.splitlines())) < 160
    assert len(text.encode()) < 5000


@pytest.mark.parametrize("shell", Shell)
@pytest.mark.parametrize("value", ["", "a b", "$(id)", "x'y", '"', "`id`", "a;b", "-a"])
def test_no_foreign_text(shell: Shell, value: str) -> None:
    """Only names and addresses are put into it."""
    with pytest.raises(ValueError, match="no name of a server"):
        command(shell, server=value, texts=texts())
    with pytest.raises(ValueError, match="no address of a device"):
        command(shell, server=SERVER, texts=texts(), address=value)
    with pytest.raises(ValueError, match="no address of a device"):
        command(shell, server=SERVER, texts=texts(), other_address=value)


@pytest.mark.parametrize("shell", Shell)
@pytest.mark.parametrize("break_", ["\n", "\r", "\x00", "\x1b", "\x85", "\u2028"])
def test_text_of_several_lines(shell: Shell, break_: str) -> None:
    """No text can end the command that it is in."""
    with pytest.raises(ValueError, match="no single line of text"):
        command(shell, server=SERVER, texts=texts() | {"copy": f"x{break_}END"})


@pytest.mark.parametrize("shell", Shell)
def test_typography(shell: Shell) -> None:
    """Blanks of other kinds are text like any other, as French has them."""
    said = "Votre\u00a0Wi-Fi\u202f:"
    assert f"'{said}'" in command(shell, server=SERVER, texts=texts() | {"copy": said})


def test_texts_in_quotation_marks() -> None:
    """A text is one word to the shell, whatever is in it."""
    said = texts() | {"copy": "it's `a` \u2018$b\u2019"}
    text = command(Shell.POWERSHELL, server=SERVER, texts=said)
    assert "'it''s `a` \u2018\u2018$b\u2019\u2019'" in text
    text = command(Shell.POSIX, server=SERVER, texts=said)
    assert """say 'it'"'"'s `a` \u2018$b\u2019'""" in text


@pytest.mark.parametrize("shell", Shell)
def test_template_speaks_no_language(shell: Shell) -> None:
    """All that the user reads is in the translations, and all of that is used."""
    template = TEMPLATES[shell]
    assert template.isascii()
    assert not SPEECH.search(template)
    wanted = set(re.findall("@([a-z_]+)@", template))
    extra = FOR_THIS_HOST if shell is Shell.POSIX else set()
    assert wanted == (texts().keys() - FOR_THIS_HOST) | extra


def test_powershell() -> None:
    """What is not the user's to type is in the command for Windows, in pairs."""
    text = command(
        Shell.POWERSHELL, server=SERVER, texts=texts(), address="192.0.2.1:8081"
    )
    assert "$address = '192.0.2.1:8081'" in text
    assert "'GET /device' '' '192.168.1.1'" in text
    assert f'"serverName":"{SERVER}"' in text
    assert "-AsSecureString" in text
    for word in ("Invoke-Expression", "iex", "Start-Process", "curl", "Write-Host"):
        assert word not in text


def test_powershell_has_no_blank_line() -> None:
    """A plain console would take one for the end of the command."""
    assert "\n\n" not in TEMPLATES[Shell.POWERSHELL]
