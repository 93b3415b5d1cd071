"""Who maintains the integration, and where, is told in one file."""

import pytest

from .repository import FILES, NEW, OLD, Repository


def test_fill(repository: Repository) -> None:
    """Manifest, code owners and every link say what the file tells."""
    repository.replace("release.toml", OLD, NEW)
    repository.replace("release.toml", '["@some-body"]', '["@jane-doe", "@org/them"]')

    assert repository.release("--fill") == 0

    manifest = repository.manifest()
    assert manifest["codeowners"] == ["@jane-doe", "@org/them"]
    assert manifest["documentation"] == f"https://github.com/{NEW}"
    assert manifest["issue_tracker"] == f"https://github.com/{NEW}/issues"
    assert repository.read(".github/CODEOWNERS") == "* @jane-doe @org/them\n"
    assert repository.read("SECURITY.md") == f"https://github.com/{NEW}/security\n"
    clone, copy, mine, hacs, other = repository.read("README.md").splitlines()[2:]
    assert clone == f"git clone https://github.com/{NEW}"
    assert copy == "cp -r ewelink/custom_components/ewelink there"
    assert mine.endswith("?url=https%3A%2F%2Fgithub.com%2Fjane-doe%2Fewelink%2Fblob)")
    assert hacs.endswith("?owner=jane-doe&repository=ewelink&category=integration)")
    assert other == f"Not https://github.com/{OLD}-else, nor not-{OLD}."


def test_fill_again(repository: Repository) -> None:
    """Nothing is left to be written, and the version may go out."""
    repository.replace("release.toml", OLD, NEW)
    assert repository.release("--fill") == 0
    filled = repository.files()
    assert repository.release("--fill") == 0
    assert repository.files() == filled
    assert repository.release("--check", "1.2.0") == 0


def test_nothing_to_fill(repository: Repository) -> None:
    """A repository that says what the file tells is left alone."""
    assert repository.release("--fill") == 0
    assert {path: it for path, it in repository.files().items() if path in FILES} == (
        FILES
    )


def test_other_copies_are_left_alone(repository: Repository) -> None:
    """Hidden folders, and what is built or fetched, are not ours."""
    link = f"https://github.com/{OLD}\n"
    others = (".venv/it.md", "node_modules/it.md", "tests/it.md")
    for path in others:
        repository.write(path, link)
    repository.replace("release.toml", OLD, NEW)
    assert repository.release("--fill") == 0
    assert {repository.read(path) for path in others} == {link}


def test_unreadable(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no TOML is refused in words."""
    repository.write("release.toml", "repository: some-body")
    assert repository.release("--fill") == 1
    assert "release:" in capsys.readouterr().err
