"""The files of the repository, and what a release is about to change in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
import json
from pathlib import Path, PurePosixPath
import re
from typing import Any, Final

DOMAIN: Final = "ewelink"
PACKAGE: Final = f"custom_components/{DOMAIN}"
MANIFEST: Final = f"{PACKAGE}/manifest.json"
HACS: Final = "hacs.json"
CHANGELOG: Final = "CHANGELOG.md"
CODEOWNERS: Final = ".github/CODEOWNERS"
MAINTAINERS: Final = "release.toml"
PAGE: Final = "docs/releasing.md"

_TEXTS: Final = {
    *("", ".cfg", ".html", ".json", ".md", ".ps1", ".py", ".sh"),
    *(".svg", ".toml", ".txt", ".yaml", ".yml"),
}
_ELSEWHERE: Final = {"__pycache__", "dist", "node_modules"}


@dataclass
class Tree:
    """A copy of the repository; changes are kept until they are written."""

    root: Path
    changes: dict[str, str] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """Return a file as it is to be; an absent one is empty."""
        if path in self.changes:
            return self.changes[path]
        file = self.root / path
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def loaded(self, path: str) -> dict[str, Any]:
        """Return a JSON file as it is to be."""
        loaded: dict[str, Any] = json.loads(self.text(path) or "{}")
        return loaded

    def change(self, path: str, text: str) -> None:
        """Keep what a file is to be, if it is anything else."""
        if text != self.text(path):
            self.changes[path] = text

    def change_key(self, path: str, key: str, value: object) -> None:
        """Change one value of a JSON file, and nothing of its layout.

        Raises LookupError if the file has no such key.
        """
        pattern = re.compile(rf'(?m)^(  "{key}": )(?:\[[^\]]*\]|"[^"]*")')
        told = json.dumps(value, ensure_ascii=False)
        text, found = pattern.subn(lambda it: it[1] + told, self.text(path))
        if not found:
            raise LookupError(f"{path} has no {key}")
        self.change(path, text)

    def write(self) -> None:
        """Write all changes."""
        for path, text in self.changes.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.changes.clear()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file; of hidden folders GitHub's alone."""
        for folder, folders, files in self.root.walk():
            folders[:] = sorted(it for it in folders if self._is_ours(it))
            for name in sorted(files):
                path = (folder / name).relative_to(self.root).as_posix()
                is_text = PurePosixPath(name).suffix in _TEXTS
                if is_text and not name.startswith("."):
                    yield path, self.text(path)

    def _is_ours(self, folder: str) -> bool:
        return folder == ".github" or not (
            folder.startswith(".") or folder in _ELSEWHERE
        )
