"""A small repository, with all that a release reads."""

from dataclasses import dataclass
import json
from pathlib import Path
import subprocess
from typing import Any, Final

from scripts.releasing.__main__ import main
from scripts.releasing.tree import MANIFEST, PAGE

NAME: Final = "eWeLink (SONOFF)"
OLD: Final = "some-body/some-thing"
NEW: Final = "jane-doe/ewelink"
FILES: Final = {
    "CHANGELOG.md": """\
# Changelog

## [Unreleased]

## [1.2.0] - 2026-11-28

### Added

- A lamp.

## 1.1.0 - 2026-10-01

- A door.
""",
    "LICENSE": "MIT\n",
    "README.md": f"""\
# It

git clone https://github.com/{OLD}
cp -r some-thing/custom_components/ewelink there
[Mine](https://my.example.org/?url=https%3A%2F%2Fgithub.com%2Fsome-body%2Fsome-thing%2Fblob)
[HACS](https://my.example.org/?owner=some-body&repository=some-thing&category=integration)
Not https://github.com/{OLD}-else, nor not-{OLD}.
""",
    "SECURITY.md": f"https://github.com/{OLD}/security\n",
    "release.toml": f'repository = "{OLD}"\ncodeowners = ["@some-body"]\n',
    ".github/CODEOWNERS": "* @some-body\n",
    "custom_components/ewelink/__init__.py": '"""It."""\n',
    "custom_components/ewelink/brand/icon.png": "PNG",
    "custom_components/ewelink/translations/en.json": "{}\n",
    "custom_components/ewelink/__pycache__/it.cpython-314.pyc": "code",
    "custom_components/ewelink/.hidden": "notes",
    PAGE: """\
# Releasing

<!-- placeholders: scripts/release --fill writes this list -->

None is left.

<!-- end of placeholders -->

The end.
""",
}
MANIFEST_DATA: Final = {
    "domain": "ewelink",
    "name": NAME,
    "codeowners": ["@some-body"],
    "documentation": f"https://github.com/{OLD}",
    "issue_tracker": f"https://github.com/{OLD}/issues",
    "version": "1.2.0",
}
HACS_DATA: Final = {
    "name": NAME,
    "filename": "ewelink.zip",
    "homeassistant": "2026.10.0",
    "zip_release": True,
}


@dataclass(frozen=True)
class Repository:
    """Its files, and what is done with them."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Repository:
        """Write all files and commit them."""
        made = cls(root)
        for path, text in FILES.items():
            made.write(path, text)
        made.write_json(MANIFEST, MANIFEST_DATA)
        made.write_json("hacs.json", HACS_DATA)
        made.git("init", "--quiet", "--initial-branch=main")
        made.commit()
        return made

    def write(self, path: str, text: str) -> None:
        """Write one file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def write_json(self, path: str, data: dict[str, Any]) -> None:
        """Write a JSON file as ours are laid out: short lists on one line."""
        lines = [f"  {json.dumps(key)}: {json.dumps(it)}" for key, it in data.items()]
        self.write(path, "{\n" + ",\n".join(lines) + "\n}\n")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a file; what is changed must be there."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def read(self, path: str) -> str:
        """Return one file."""
        return (self.root / path).read_text(encoding="utf-8")

    def manifest(self) -> dict[str, Any]:
        """Return the manifest."""
        loaded: dict[str, Any] = json.loads(self.read(MANIFEST))
        return loaded

    def files(self) -> dict[str, str]:
        """Return all files that a release may change."""
        return {
            path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8")
            for path in self.root.rglob("*")
            if path.is_file() and not {".git", "dist"} & set(path.parts)
        }

    def git(self, *arguments: str) -> None:
        """Run git."""
        who = ["-c", "user.name=Jane", "-c", "user.email=jane@example.org"]
        quiet = ["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"]
        subprocess.run(  # noqa: S603 - the arguments are ours
            ["git", *who, *quiet, *arguments],  # noqa: S607
            cwd=self.root,
            check=True,
        )

    def commit(self) -> None:
        """Commit everything."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--message=It", "--allow-empty")

    def release(self, *arguments: str) -> int:
        """Run the script."""
        return main(list(arguments), self.root)
