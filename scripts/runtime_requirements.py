"""Prints what the installed Home Assistant fetches at run time and the tests need.

Run it as ``.venv/bin/python -m scripts.runtime_requirements``.
"""

from collections.abc import Iterator
import json
from pathlib import Path
import re

import homeassistant

REQUIREMENTS = Path(__file__).parents[1] / "requirements_test.txt"


def needed(requirements: str) -> dict[str, str]:
    """Return the pinned packages of a list of requirements, by name."""
    pinned = re.findall(r"^([\w.-]+)==(\S+)", requirements, re.MULTILINE)
    return {_name(package): version for package, version in pinned}


def wanted(home_assistant: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of each package that an integration asks for, and how it does."""
    for path in sorted(home_assistant.glob("components/*/manifest.json")):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        for requirement in manifest.get("requirements", ()):
            yield _name(re.split(r"[\[=<>~!;]", requirement)[0]), requirement


def pins() -> list[str]:
    """Return what the tests need of that, as Home Assistant asks for it."""
    tested = needed(REQUIREMENTS.read_text(encoding="utf-8"))
    asked = dict(wanted(Path(homeassistant.__file__).parent))
    return sorted(asked[name] for name in tested.keys() & asked.keys())


def _name(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower().strip()


if __name__ == "__main__":
    print(*pins(), sep="\n")
