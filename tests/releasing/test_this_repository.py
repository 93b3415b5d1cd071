"""The repository may go out once a maintainer has filled in what only they know."""

from pathlib import Path
import re
from typing import Final
from zipfile import ZipFile

from scripts.releasing import archive, changelog, checks, maintainers, placeholders
from scripts.releasing.tree import (
    CHANGELOG,
    MAINTAINERS,
    MANIFEST,
    PACKAGE,
    PAGE,
    Tree,
)

from .repository import NEW

ROOT: Final = Path(__file__).parents[2]
STANDS_IN: Final = "ewelink-integration/ewelink-home-assistant"


def test_list_is_that_of_today() -> None:
    """The page lists every placeholder, and each file that it stands in.

    `scripts/release --fill` writes it anew.
    """
    tree = Tree(ROOT)
    placeholders.list_them(tree)
    assert PAGE not in tree.changes


def test_everything_says_the_same() -> None:
    """What is told of the maintainers is what the one file tells."""
    tree = Tree(ROOT)
    maintainers.fill(tree, maintainers.read(tree))
    assert tree.changes == {}


def test_one_file_is_enough() -> None:
    """Once a maintainer has filled that file in, no placeholder is left anywhere."""
    tree = filled_in()

    assert placeholders.find(tree) == {}
    owner = re.compile(r"(?<![\w./-])@?ewelink-integration\b")
    left = [path for path, text in tree.texts() if owner.search(text)]
    assert [it for it in left if not it.startswith(("scripts/", "tests/"))] == []
    assert "None is left." in tree.text(PAGE)


def filled_in() -> Tree:
    """Return this repository as it is after a maintainer's work."""
    tree = Tree(ROOT)
    told = tree.text(MAINTAINERS)
    told = told.replace(STANDS_IN, NEW).replace("@ewelink-integration", "@jane-doe")
    tree.change(MAINTAINERS, told)
    maintainers.fill(tree, maintainers.read(tree))
    placeholders.list_them(tree)
    return tree


def test_only_that_is_left() -> None:
    """Beside that and the heading of the changelog, nothing keeps it from going out."""
    tree = filled_in()
    text = tree.text(CHANGELOG).replace("## Unreleased\n", "")
    above, heading, older = text.partition("\n## ")
    section = "\n## 9.0.0 - 2030-01-31\n\n- It.\n"
    tree.change(CHANGELOG, above + section + heading + older)
    tree.change_key(MANIFEST, "version", "9.0.0")

    assert checks.faults(tree, "9.0.0", maintainers.read(tree)) == []


def test_changelog_is_kept() -> None:
    """Above all is what comes next, or the version that everything says it is."""
    tree = Tree(ROOT)
    [latest, *_] = changelog.sections(tree)
    assert latest.version in {changelog.UNRELEASED, tree.loaded(MANIFEST)["version"]}


def test_archive(tmp_path: Path) -> None:
    """It holds all that Home Assistant and HACS read, and nothing of Python's own."""
    target = tmp_path / "ewelink.zip"
    archive.pack(ROOT / PACKAGE, target)
    kinds = ("*.py", "*.json", "*.yaml", "*.png")
    package = ROOT / PACKAGE
    read = {
        path.relative_to(package).as_posix()
        for kind in kinds
        for path in package.rglob(kind)
    }

    with ZipFile(target) as packed:
        names = set(packed.namelist())
    assert {"manifest.json", "services.yaml", "brand/icon.png"} <= read <= names
    assert not any(it.endswith(".pyc") for it in names)
