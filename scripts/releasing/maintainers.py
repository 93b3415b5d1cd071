"""Who maintains the integration, and where: told in one file, written everywhere."""

from dataclasses import dataclass
import re
import tomllib
from typing import Final
from urllib.parse import quote

from .tree import CODEOWNERS, MAINTAINERS, MANIFEST, PAGE, Tree

GITHUB: Final = "https://github.com/"

_REPOSITORY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_CODEOWNER: Final = re.compile(r"@[A-Za-z0-9][A-Za-z0-9-]*(/[A-Za-z0-9._-]+)?")
# No part of a longer name, though a slash may be written as %2F.
_BORDERS: Final = r"(?:(?<![\w-])|(?<=%2F)){}(?![\w-])"
# They tell of other repositories than the one that is released.
_UNTOUCHED: Final = (MAINTAINERS, PAGE, "scripts/", "tests/")


@dataclass(frozen=True)
class Maintainers:
    """The repository as `owner/name`, and those who are asked about it."""

    repository: str
    codeowners: tuple[str, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for what GitHub would not take."""
        if not _REPOSITORY.fullmatch(self.repository):
            raise ValueError(f"{MAINTAINERS}: {self.repository!r} is no owner/name")
        for owner in self.codeowners:
            if not _CODEOWNER.fullmatch(owner):
                raise ValueError(f"{MAINTAINERS}: {owner!r} is no @account or @team")
        if not self.codeowners:
            raise ValueError(f"{MAINTAINERS} names nobody as code owner")

    @property
    def url(self) -> str:
        """Return the page of the repository."""
        return GITHUB + self.repository


def read(tree: Tree) -> Maintainers:
    """Return what the file tells; raises ValueError if it cannot be so."""
    told = tomllib.loads(tree.text(MAINTAINERS))
    return Maintainers(
        repository=str(told.get("repository", "")),
        codeowners=tuple(map(str, told.get("codeowners", ()))),
    )


def fill(tree: Tree, maintainers: Maintainers) -> None:
    """Change whatever tells of the maintainers, or leads to the repository."""
    before = tree.loaded(MANIFEST)["documentation"].removeprefix(GITHUB)
    if before != maintainers.repository:
        for path, text in tree.texts():
            if not path.startswith(_UNTOUCHED):
                tree.change(path, _moved(text, before, maintainers.repository))
    tree.change_key(MANIFEST, "codeowners", list(maintainers.codeowners))
    tree.change_key(MANIFEST, "documentation", maintainers.url)
    tree.change_key(MANIFEST, "issue_tracker", f"{maintainers.url}/issues")
    tree.change(CODEOWNERS, f"* {' '.join(maintainers.codeowners)}\n")


def _moved(text: str, before: str, now: str) -> str:
    """Return a text that leads to another repository, in all ways that links do."""
    owner, name = before.split("/")
    new_owner, new_name = now.split("/")
    ways = {
        before: now,
        quote(before, safe=""): quote(now, safe=""),
        f"owner={owner}&repository={name}": f"owner={new_owner}&repository={new_name}",
        # The folder into which it is cloned.
        f"{name}/custom_components": f"{new_name}/custom_components",
    }
    for old, new in ways.items():
        text = re.sub(_BORDERS.format(re.escape(old)), new, text)
    return text
