"""Makes everything say a version, checks it and builds what HACS downloads."""

import argparse
from pathlib import Path
import sys

from . import archive, changelog, checks, maintainers, placeholders
from .tree import MANIFEST, Tree

ROOT = Path(__file__).parents[2]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Do what the command line says; return 1 if the version may not go out."""
    asked = _parser().parse_args(arguments)
    tree = Tree(root)
    try:
        if asked.fill:
            return _fill(tree)
        if asked.notes:
            return _notes(tree, asked.notes)
        if asked.check:
            return _check(tree, asked.check)
        return _release(tree, asked.version)
    except (LookupError, ValueError) as err:
        return _refuse([str(err)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("scripts/release", description=__doc__)
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument(
        "version", nargs="?", help="such as 1.2.0, or 1.2.0b1 for a beta"
    )
    group.add_argument(
        "--check", metavar="VERSION", help="change nothing, and refuse what would"
    )
    group.add_argument(
        "--fill", action="store_true", help="write what release.toml tells, no more"
    )
    group.add_argument(
        "--notes", metavar="VERSION", help="print what the changelog tells about it"
    )
    return parser


def _fill(tree: Tree) -> int:
    maintainers.fill(tree, maintainers.read(tree))
    placeholders.list_them(tree)
    for path in sorted(tree.changes):
        print(f"release: changed {path}")
    tree.write()
    for line in placeholders.faults(tree):
        print(f"release: {line}")
    return 0


def _notes(tree: Tree, version: str) -> int:
    page = f"{maintainers.read(tree).url}/blob/v{version}/"
    notes = changelog.notes(tree, version, page)
    if not notes:
        return _refuse([f"the changelog tells nothing about {version}"])
    print(notes)
    return 0


def _check(tree: Tree, version: str) -> int:
    faults = _prepare(tree, version) + [
        f"{path} is not as this version needs it; run scripts/release {version}"
        for path in sorted(tree.changes)
    ]
    return _refuse(faults) if faults else _build(tree, version)


def _release(tree: Tree, version: str) -> int:
    faults = _prepare(tree, version)
    if faults:
        return _refuse(faults)
    tree.write()
    _build(tree, version)
    print(f"release: commit what changed; once CI let it into main: git tag v{version}")
    return 0


def _prepare(tree: Tree, version: str) -> list[str]:
    """Change what a version needs, write nothing, and return what is wrong then."""
    if not checks.VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is no version such as 1.2.0 or 1.2.0b1")
    told = maintainers.read(tree)
    maintainers.fill(tree, told)
    tree.change_key(MANIFEST, "version", version)
    placeholders.list_them(tree)
    return checks.faults(tree, version, told) + checks.git_faults(tree, f"v{version}")


def _build(tree: Tree, version: str) -> int:
    built = archive.build(tree)
    print(f"release: {version} may go out")
    if built is not None:
        print(f"release: built {built.relative_to(tree.root)}")
    return 0


def _refuse(faults: list[str]) -> int:
    for it in faults:
        print(f"release: {it}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
