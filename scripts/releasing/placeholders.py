"""What stands in for something that only a maintainer can tell."""

from collections import defaultdict
from dataclasses import dataclass
import re
from typing import Final

from .tree import CHANGELOG, MAINTAINERS, PAGE, Tree


@dataclass(frozen=True)
class Placeholder:
    """A text, how it is found, and what a maintainer does about it."""

    text: str
    pattern: re.Pattern[str]
    cure: str


PLACEHOLDERS: Final = (
    Placeholder(
        "ewelink-integration/ewelink-home-assistant",
        # As a path, within another address, and as the two halves of one.
        re.compile(r"ewelink-integration(?:/|%2F|&repository=)"),
        f"`repository` in `{MAINTAINERS}`",
    ),
    Placeholder(
        "@ewelink-integration",
        re.compile("@ewelink-integration"),
        f"`codeowners` in `{MAINTAINERS}`",
    ),
    Placeholder(
        "a version without its day",
        re.compile(r"(?m)^## .*\b(?:YYYY-MM-DD|date of the release)\b"),
        f"the heading in `{CHANGELOG}`",
    ),
    Placeholder(
        "a note to oneself",
        re.compile(r"\b(?:TODO|FIXME|CHANGEME|TBD|XXX)\b"),
        "what the note asks for",
    ),
)
BEGIN: Final = "<!-- placeholders: scripts/release --fill writes this list -->"
END: Final = "<!-- end of placeholders -->"

# They are about placeholders.
_ABOUT: Final = (PAGE, "scripts/releasing/", "tests/releasing/")


def find(tree: Tree) -> dict[Placeholder, list[str]]:
    """Return the placeholders that are left, and the files they are in."""
    found: defaultdict[Placeholder, list[str]] = defaultdict(list)
    for path, text in tree.texts():
        for it in PLACEHOLDERS:
            if not path.startswith(_ABOUT) and it.pattern.search(text):
                found[it].append(path)
    return {it: found[it] for it in PLACEHOLDERS if it in found}


def faults(tree: Tree) -> list[str]:
    """Return a line for each placeholder that is left."""
    return [
        f"placeholder: {it.text} in {', '.join(paths)}; tell {it.cure}"
        for it, paths in find(tree).items()
    ]


def list_them(tree: Tree) -> None:
    """Change the list of the page to what is left; raises ValueError if it has none."""
    before, begin, rest = tree.text(PAGE).partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{PAGE} has no place for the list of placeholders")
    tree.change(PAGE, f"{before}{begin}\n\n{_table(tree)}\n{end}{after}")


def _table(tree: Tree) -> str:
    found = find(tree)
    if not found:
        return "None is left.\n"
    rows = [
        f"| {it.text} | {it.cure} | {', '.join(f'`{path}`' for path in paths)} |\n"
        for it, paths in found.items()
    ]
    return (
        "| placeholder | where to replace it | where it stands |\n"
        "|---|---|---|\n" + "".join(rows)
    )
