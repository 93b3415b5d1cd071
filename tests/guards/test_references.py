"""What comments, docstrings and pages refer to is there."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
import re
import tokenize
from typing import Final

import pytest

from .pages import Page, pages
from .sources import ROOT, Source, sources

DOCUMENTED: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
FOLDERS: Final = ("custom_components", "scripts", "tests")
OTHER_FILES: Final = frozenset({"", ".html", ".ps1", ".sh", ".yaml"})
# Such as docs/performance.md, "What runs" and "What stands beside it".
REFERENCE: Final = re.compile(
    r'(?P<page>[\w./-]+\.md)\b(?P<headings>, "[^"]+"(?: and "[^"]+")*)?'
)
QUOTED: Final = re.compile(r'"([^"]+)"')
NUMBERED: Final = re.compile(r"\bsections? \d", re.IGNORECASE)
HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)
DATA_FILE: Final = re.compile(r"\b[\w-]+\.json\b(?!\()")
FOLDER: Final = re.compile(r"`([\w./-]+/)`")


@dataclass(frozen=True)
class Reference:
    """A page that is named somewhere, and the headings named with it."""

    where: str
    page: str
    headings: tuple[str, ...]


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Return where each comment or docstring is, and its words on one line."""
    return tuple(
        (str(path.relative_to(ROOT)), " ".join(text.split()))
        for path, text in (*_of_python(), *_of_others())
    )


def _of_python() -> Iterator[tuple[Path, str]]:
    for source in (it for folder in FOLDERS for it in sources(folder)):
        for text in (*_docstrings(source), *_comments(source.path)):
            yield source.path, text


def _of_others() -> Iterator[tuple[Path, str]]:
    for path in (it for folder in FOLDERS for it in (ROOT / folder).rglob("*")):
        if path.is_file() and path.suffix in OTHER_FILES:
            yield path, path.read_text(encoding="utf-8")


def _docstrings(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, DOCUMENTED):
            yield ast.get_docstring(node) or ""


def _comments(path: Path) -> Iterator[str]:
    """Yield comments, those on lines that follow each other as one."""
    with tokenize.open(path) as lines:
        tokens = tokenize.generate_tokens(lines.readline)
        comments = [it for it in tokens if it.type == tokenize.COMMENT]
    text = ""
    for comment, following in pairwise([*comments, None]):
        assert comment is not None
        text += comment.string.lstrip("# ") + " "
        if following is None or following.start[0] != comment.start[0] + 1:
            yield text
            text = ""


def references() -> Iterator[Reference]:
    """Yield each page that is named, and the headings."""
    for where, text in texts():
        for match in REFERENCE.finditer(text):
            headings = tuple(QUOTED.findall(match["headings"] or ""))
            yield Reference(where, match["page"], headings)


def test_references_are_found() -> None:
    """The comments are read at all, whether they are short or go over two lines."""
    found = {it.page for it in references()}
    assert {"docs/protocol.md", "docs/performance.md"} <= found
    assert sum(bool(it.headings) for it in references()) > 20


def test_pages_are_there() -> None:
    """A page that is named is one of the repository, by its path from the root."""
    assert not [it for it in references() if not (ROOT / it.page).is_file()]


def test_headings_are_there() -> None:
    """A heading that is named is one of the page's."""
    for it in references():
        known = HEADING.findall((ROOT / it.page).read_text(encoding="utf-8"))
        assert set(it.headings) <= set(known), it


def test_data_files_are_there() -> None:
    """A data file that is named is one of the repository, wherever it is."""
    files = {path.name for path in ROOT.glob("custom_components/**/*.json")}
    files |= {path.name for path in ROOT.glob("*.json")}
    for where, text in texts():
        assert set(DATA_FILE.findall(text)) <= files, where


def test_sections_are_named() -> None:
    """Nothing refers to a number, which the next edit would change."""
    assert not [where for where, text in texts() if NUMBERED.search(text)]


@pytest.mark.parametrize("page", pages().values(), ids=lambda it: it.path)
def test_folders_are_there(page: Page) -> None:
    """Folders that a page names are those of the repository."""
    assert not [it for it in FOLDER.findall(page.text) if not (ROOT / it).is_dir()]
