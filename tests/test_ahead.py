"""Another Home Assistant is put into the environment, and nothing else changes."""

from dataclasses import dataclass
from pathlib import Path
import subprocess
from typing import Final

import pytest

import homeassistant
from scripts.runtime_requirements import REQUIREMENTS, needed, pins, wanted

ROOT: Final = Path(__file__).parents[1]
PLUGIN: Final = "pytest-homeassistant-custom-component"
# What such a program is asked, one line each; Python also answers what it is asked for.
PROGRAM: Final = """\
#!/bin/sh
echo "$(basename "$0") $*" >>"{log}"
case "$*" in *runtime_requirements*) echo zeroconf==1.2.3 ;; esac
"""
INSTALL: Final = "uv pip install --quiet --python .venv/bin/python --upgrade"


@dataclass(frozen=True)
class Copy:
    """A copy of the repository in which nothing is fetched."""

    root: Path

    @property
    def log(self) -> Path:
        """Return where the programs write down what they are asked."""
        return self.root / "asked"

    def program(self, path: str) -> None:
        """Put a program there that only writes down what it is asked."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PROGRAM.format(log=self.log))
        file.chmod(0o755)

    def run(self, *arguments: str) -> tuple[int, list[str]]:
        """Run the script, and return how it ended and what was asked of whom."""
        done = subprocess.run(  # noqa: S603 - the arguments are those of a test
            [self.root / "scripts" / "ahead", *arguments],
            env={"PATH": f"{self.root / 'bin'}:/usr/bin:/bin"},
            check=False,
            capture_output=True,
        )
        asked = self.log.read_text().splitlines() if self.log.exists() else []
        return done.returncode, asked


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a copy in which every program only writes down what it is asked."""
    made = Copy(tmp_path)
    for path in ("bin/uv", "bin/git", ".venv/bin/python", "scripts/setup"):
        made.program(path)
    script = tmp_path / "scripts" / "ahead"
    script.write_bytes((ROOT / "scripts" / "ahead").read_bytes())
    script.chmod(0o755)
    return made


@pytest.mark.parametrize(
    ("which", "asked"),
    [
        ("beta", "homeassistant>=2026.10.0b0"),
        ("2026.11.0b3", "homeassistant==2026.11.0b3"),
        ("2026.9.4", "homeassistant==2026.9.4"),
    ],
)
def test_version(copy: Copy, which: str, asked: str) -> None:
    """It is installed with the plugin that belongs to it, and then what it fetches."""
    code, lines = copy.run(which)
    assert code == 0
    setup, first, pinned, second, _ = lines
    assert setup.startswith("setup")
    assert first == f"{INSTALL} {asked} {PLUGIN}"
    assert pinned == "python -m scripts.runtime_requirements"
    assert second == f"{INSTALL} zeroconf==1.2.3"


def test_nightly(copy: Copy) -> None:
    """The sources of Home Assistant come on top, with their texts made."""
    code, lines = copy.run("nightly")
    assert code == 0
    clone, texts, install = lines[2:5]
    asked, _, folder = clone.rpartition(" ")
    assert asked == (
        "git clone --quiet --depth 1 --branch dev "
        "https://github.com/home-assistant/core"
    )
    assert texts == "python -m script.translations develop --all"
    assert install == f"{INSTALL} {folder}"
    assert not Path(folder).exists()


@pytest.mark.parametrize("arguments", [(), ("stable",), ("--help",)])
def test_unknown(copy: Copy, arguments: tuple[str, ...]) -> None:
    """Nothing is done for what it does not know."""
    assert copy.run(*arguments) == (2, [])


def test_environment_of_another_copy(copy: Copy, tmp_path: Path) -> None:
    """That would be changed with it, so it is refused."""
    (tmp_path / ".venv").rename(tmp_path / "theirs")
    (tmp_path / ".venv").symlink_to("theirs")
    assert copy.run("beta") == (1, [])


def test_pinned_packages_are_those_of_home_assistant() -> None:
    """What the tests pin is what their Home Assistant asks for."""
    pinned = needed(REQUIREMENTS.read_text())
    asked = needed("\n".join(pins()))
    assert len(asked) > 15
    assert asked.items() <= pinned.items()


def test_names_of_packages() -> None:
    """A package is the same however it is written, with extras too."""
    asked = dict(wanted(Path(homeassistant.__file__).parent))
    assert asked["pyturbojpeg"].startswith("PyTurboJPEG==")
    assert needed("A_b.c==1.0\n# d==2\ne\n") == {"a-b-c": "1.0"}
