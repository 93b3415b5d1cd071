"""What only a maintainer can tell is listed, and keeps a version from going out."""

import pytest

from scripts.releasing.tree import PAGE

from .repository import OLD, Repository
from .test_this_repository import STANDS_IN


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", f"[It](https://github.com/{STANDS_IN})"),
        ("README.md", "?url=https%3A%2F%2Fgithub.com%2Fewelink-integration%2Fewelink"),
        ("README.md", "?owner=ewelink-integration&repository=ewelink-home-assistant"),
        (".github/ISSUE_TEMPLATE/bug.yml", f"url: https://github.com/{STANDS_IN}"),
        ("docs/them.md", "Ask @ewelink-integration"),
        ("custom_components/ewelink/it.py", "# FIXME: this"),
        ("blueprints/it.yaml", "# CHANGEME"),
        ("custom_components/ewelink/it.ps1", "# TBD"),
        ("docs/it.svg", f"<text>{STANDS_IN}</text>"),
    ],
)
def test_refused(
    repository: Repository,
    capsys: pytest.CaptureFixture[str],
    path: str,
    text: str,
) -> None:
    """One that is planted is refused by its file, and gets onto the list."""
    repository.write(path, text)
    before = repository.files()
    assert repository.release("1.2.0") == 1
    assert f" in {path}; tell " in capsys.readouterr().err
    assert repository.files() == before

    assert repository.release("--fill") == 0
    assert f"`{path}`" in repository.read(PAGE)
    repository.write(path, f"https://github.com/{OLD}")
    assert repository.release("--fill") == 0
    assert "None is left." in repository.read(PAGE)
    assert repository.read(PAGE).endswith("-->\n\nThe end.\n")
