"""The pages for people, as the guard tests read them."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
import re
from typing import Final

from .sources import ROOT

README: Final = "README.md"

_CODE: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_SPAN: Final = re.compile(r"`[^`\n]*`")
_HEADING: Final = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_LINK: Final = re.compile(r"\]\((\S+?)\)|<img src=\"([^\"]+)\"")
_LINKED_TEXT: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# What GitHub leaves out of an anchor.
_DROPPED: Final = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Page:
    """One page, by its path from the root."""

    path: str
    text: str

    @property
    def prose(self) -> str:
        """Return the page without what is shown as code."""
        return _SPAN.sub("", self._without_blocks)

    @property
    def headings(self) -> list[str]:
        """Return its headings."""
        return [it[2].strip() for it in _HEADING.finditer(self._without_blocks)]

    @property
    def anchors(self) -> set[str]:
        """Return what a link into the page may end with, as GitHub makes it."""
        met: Counter[str] = Counter()
        anchors = set()
        for heading in self.headings:
            anchor = anchor_of(heading)
            anchors.add(f"{anchor}-{met[anchor]}" if met[anchor] else anchor)
            met[anchor] += 1
        return anchors

    @property
    def links(self) -> list[str]:
        """Return where it leads, pictures included."""
        return [one or other for one, other in _LINK.findall(self.prose)]

    def section(self, heading: str) -> str:
        """Return what is below a heading, up to the next of its rank or above."""
        lines: list[str] = []
        rank = is_code = 0
        for line in self.text.splitlines():
            is_code ^= line.startswith("```")
            found = None if is_code else _HEADING.match(line)
            if found and rank and len(found[1]) <= rank:
                break
            if rank:
                lines.append(line)
            elif found and found[2] == heading:
                rank = len(found[1])
        assert rank, f"{self.path} has no heading {heading}"
        return "\n".join(lines)

    def target(self, link: str) -> tuple[str, str]:
        """Return the path from the root, and the anchor, that a link leads to."""
        path, _, anchor = link.partition("#")
        if not path:
            return self.path, anchor
        full = ((ROOT / self.path).parent / path).resolve()
        return full.relative_to(ROOT.resolve()).as_posix(), anchor

    @property
    def _without_blocks(self) -> str:
        return _CODE.sub("", self.text)


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading."""
    words = _LINKED_TEXT.sub(r"\1", heading).strip().lower()
    return _DROPPED.sub("", words).replace(" ", "-")


@cache
def pages() -> dict[str, Page]:
    """Return all pages by their paths."""
    found = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
    return {it.path: it for it in map(_read, found)}


def page(name: str) -> Page:
    """Return a page of docs/ by its name, or the README."""
    return pages()[name if name == README else f"docs/{name}.md"]


def _read(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    return Page(path.relative_to(ROOT).as_posix(), text)
