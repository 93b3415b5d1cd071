"""Whether a version may go out."""

from collections.abc import Iterator
import re
import subprocess
from typing import Any, Final

from . import changelog, placeholders
from .maintainers import Maintainers
from .tree import CODEOWNERS, DOMAIN, HACS, MANIFEST, PACKAGE, Tree

# As Home Assistant counts: a beta of 1.2.0 is 1.2.0b1.
VERSION: Final = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:b\d+)?")

_HACS_KINDS: Final[dict[str, type]] = {
    "content_in_root": bool,
    "country": list,
    "filename": str,
    "hacs": str,
    "hide_default_branch": bool,
    "homeassistant": str,
    "name": str,
    "persistent_directory": str,
    "zip_release": bool,
}
_FILES: Final = ("README.md", "LICENSE", "SECURITY.md", f"{PACKAGE}/brand/icon.png")


def faults(tree: Tree, version: str, maintainers: Maintainers) -> list[str]:
    """Return what keeps a version from going out, one line each."""
    return [
        *changelog.faults(tree, version),
        *placeholders.faults(tree),
        *_manifest_faults(tree, version, maintainers),
        *_hacs_faults(tree),
        *(f"{it} is missing" for it in _FILES if not (tree.root / it).is_file()),
    ]


def _manifest_faults(
    tree: Tree, version: str, maintainers: Maintainers
) -> Iterator[str]:
    manifest = tree.loaded(MANIFEST)
    expected = {
        "codeowners": list(maintainers.codeowners),
        "documentation": maintainers.url,
        "domain": DOMAIN,
        "issue_tracker": f"{maintainers.url}/issues",
        "version": version,
    }
    for key, value in expected.items():
        if manifest.get(key) != value:
            yield f"{MANIFEST}: {key} is {manifest.get(key)!r}, not {value!r}"
    if tree.text(CODEOWNERS).split() != ["*", *maintainers.codeowners]:
        yield f"{CODEOWNERS} names others than the manifest"


def _hacs_faults(tree: Tree) -> Iterator[str]:
    """Yield what HACS would stumble over."""
    hacs = tree.loaded(HACS)
    yield from (f"{HACS}: {it}" for it in _field_faults(hacs))
    if hacs.get("name") != tree.loaded(MANIFEST).get("name"):
        yield f"{HACS}: name is not that of the manifest"
    components = tree.root / "custom_components"
    folders = {it.name for it in components.iterdir() if it.is_dir()}
    if folders - {"__pycache__"} != {DOMAIN}:
        yield "custom_components holds more than the one integration"


def _field_faults(hacs: dict[str, Any]) -> Iterator[str]:
    for key, value in hacs.items():
        kind = _HACS_KINDS.get(key)
        if kind is None:
            yield f"{key} is unknown"
        elif not isinstance(value, kind):
            yield f"{key} is no {kind.__name__}"
    minimum = str(hacs.get("homeassistant", ""))
    if not re.fullmatch(r"20\d\d\.\d+\.\d+", minimum):
        yield f"{minimum!r} is no version of Home Assistant"
    filename = str(hacs.get("filename", ""))
    if bool(hacs.get("zip_release")) != bool(filename):
        yield "zip_release and filename go together"
    elif filename and not re.fullmatch(r"[\w.-]+\.zip", filename):
        yield f"{filename!r} is no name of an archive"


def git_faults(tree: Tree, tag: str) -> list[str]:
    """Return what would go out without being in the history."""
    unknown = _git(tree, "ls-files", "--others", "--exclude-standard", "--", PACKAGE)
    return [
        *(f"{it} is not in git; add it or remove it" for it in unknown.splitlines()),
        *_tag_faults(tree, tag),
    ]


def _tag_faults(tree: Tree, tag: str) -> list[str]:
    """Return what is wrong with a tag; one that is not there yet is right.

    Where it is there, it is that of what is checked out, with nothing changed since.
    """
    tagged = _git(tree, "rev-parse", "--verify", "--quiet", f"{tag}^{{commit}}")
    if not tagged:
        return []
    if tagged != _git(tree, "rev-parse", "HEAD"):
        return [f"the tag {tag} is there, on another commit"]
    changed = {*tree.changes, *_git(tree, "diff", "--name-only", "HEAD").splitlines()}
    if changed:
        return [f"the tag {tag} is there, before {', '.join(sorted(changed))}"]
    return []


def _git(tree: Tree, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607
        cwd=tree.root,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
