"""What runs on a developer's machine and in CI is the same tomorrow as today."""

from pathlib import Path
import re
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
TOOLS: Final = {"patchelf": "debian-python", "uv": "setup"}

_USES: Final = re.compile(r"^\s*(?:- )?uses:\s*(.+)$", re.MULTILINE)
# A commit cannot be moved; the comment tells a reader what it is.
_PINNED: Final = re.compile(r"[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # \S.*")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda it: it.name)
def test_actions(workflow: Path) -> None:
    """An action of GitHub is named by its commit, and its version in a comment."""
    used = _USES.findall(workflow.read_text())

    assert used
    assert [it for it in used if not _PINNED.fullmatch(it)] == []


@pytest.mark.parametrize("tool", TOOLS)
def test_tools(tool: str) -> None:
    """A tool that is fetched is fetched in one version."""
    text = (ROOT / "scripts" / TOOLS[tool]).read_text()
    version = f"{tool.upper()}_VERSION"
    pinned = rf'install\s.*"{tool}==\${version}"'

    assert re.search(rf'^{version}="?\d+(\.\d+)+"?$', text, re.MULTILINE)
    assert re.search(pinned, text)
    assert re.search(rf'install\s.*\s"?{tool}"?(\s|$)', text, re.MULTILINE) is None


def test_packages() -> None:
    """A package of the tests is pinned."""
    lines = (ROOT / "requirements_test.txt").read_text().splitlines()
    packages = [it for it in lines if it.strip() and not it.startswith("#")]

    assert packages
    assert [it for it in packages if "==" not in it] == []
