"""The changelog: kept by hand, read by users and by this."""

from dataclasses import dataclass
from datetime import date
from math import inf
import re
from typing import Final

from .tree import CHANGELOG, Tree

UNRELEASED: Final = "Unreleased"

_HEADING: Final = re.compile(r"^## \[?([^\]\s]+)\]?(?: - (.+))?$", re.MULTILINE)

_TO_FILE: Final = re.compile(r"\]\((?!\w+:|#)")


@dataclass(frozen=True)
class Section:
    """What is told about a version, and the day that stands beside it."""

    version: str
    day: str
    notes: str


def sections(tree: Tree) -> list[Section]:
    """Return all versions, the latest one first."""
    text = tree.text(CHANGELOG)
    found = list(_HEADING.finditer(text))
    ends = [it.start() for it in found[1:]] + [len(text)]
    return [
        Section(it[1], it[2] or "", text[it.end() : end].strip())
        for it, end in zip(found, ends, strict=True)
    ]


def notes(tree: Tree, version: str, page: str) -> str:
    """Return what users are told about a version; nothing if it is not there.

    They are read elsewhere, so that links to files go out from a page.
    """
    told = next((it.notes for it in sections(tree) if it.version == version), "")
    return _TO_FILE.sub(lambda _: f"]({page}", told)


def faults(tree: Tree, version: str) -> list[str]:
    """Return what the changelog lacks before a version may go out."""
    told = sections(tree)
    pending = [it for it in told if it.version == UNRELEASED and it.notes]
    released = [it for it in told if it.version != UNRELEASED]
    lacking = []
    if not released or released[0].version != version:
        lacking.append(f"has no heading '## {version} - DAY' above the older versions")
    elif not released[0].notes:
        lacking.append(f"tells nothing about {version}")
    elif not _is_day(released[0].day):
        lacking.append(f"has no day such as 2026-11-28 in the heading of {version}")
    lacking += [
        f"tells of {it.version} below {version}, which is no later"
        for it in released[1:]
        if _rank(it.version) >= _rank(version)
    ]
    if pending:
        lacking.append(f"still has something under {UNRELEASED}")
    return [f"{CHANGELOG} {it}" for it in lacking]


def _rank(version: str) -> list[float]:
    """Return what versions are ordered by: a beta comes before its release."""
    return [*map(float, re.findall(r"\d+", version)), inf]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
