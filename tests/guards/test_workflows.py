"""What runs at GitHub may do no more than it must, and runs what is there."""

import json
from pathlib import Path
import re
from typing import Any, Final

import pytest

from homeassistant.util.yaml import load_yaml_dict, parse_yaml

from .sources import ROOT

FOLDER: Final = ROOT / ".github" / "workflows"
WORKFLOWS: Final = sorted(FOLDER.glob("*.y*ml"))
SCRIPT: Final = re.compile(r"(?<![\w./])(?:scripts|\.ci)/[\w-]+")

# YAML takes the word for a yes.
ON: Final[Any] = True
READ: Final = {"contents": "read"}
WRITE: Final = {"contents": "write"}
TAGGED: Final = {"push": {"tags": ["v*"]}}
# With `pull_request_target` and the like a stranger's change would have our rights.
STARTS: Final = {"pull_request", "push", "schedule", "workflow_dispatch"}
IGNORING: Final = re.compile(r"continue-on-error|\|\| *(?:true|:)\b")


def faults(workflow: dict[str, Any]) -> list[str]:
    """Return what a workflow should not do."""
    found = []
    if workflow.get("permissions") != READ or not workflow[ON].keys() <= STARTS:
        found.append("may do more than read, or for a stranger")
    allowed = WRITE if workflow[ON] == TAGGED else READ
    for name, job in workflow["jobs"].items():
        if job.get("permissions", READ) not in (READ, allowed):
            found.append(f"{name} may do more than it must")
        if any(IGNORING.search(str(it)) for it in (job, *job["steps"])):
            found.append(f"{name} goes on after a fault")
        if "timeout-minutes" not in job:
            found.append(f"{name} may run for hours")
        # A branch can be called anything, a command of the shell too.
        steps = [{"run": "", "with": {}} | step for step in job["steps"]]
        if any("${{" in f"{it['run']}{it['with'].get('script')}" for it in steps):
            found.append(f"{name} puts a value into a command")
    return found


def scripts_of(workflow: dict[str, Any]) -> set[str]:
    """Return the scripts that a workflow runs."""
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return {it for step in steps for it in SCRIPT.findall(step.get("run", ""))}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda it: it.name)
def test_workflow(path: Path) -> None:
    """It may only read, ends in time, and runs scripts that there are."""
    workflow = load_yaml_dict(path)
    assert faults(workflow) == []
    assert [it for it in scripts_of(workflow) if not (ROOT / it).is_file()] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("permissions:\n  contents: read", "permissions: write-all"),
        ("    timeout-minutes: 90\n", ""),
        ('"${TAG#v}"\n', '"${{ github.ref_name }}"\n'),
        ("contents: write", "contents: write\n      packages: write"),
        ('tags: ["v*"]', "branches: [main]"),
        ("- run: .ci/run", "- run: .ci/run\n        continue-on-error: true"),
        ("- run: .ci/run", "- run: .ci/run || true"),
        ("on:\n", "on:\n  pull_request_target:\n"),
    ],
)
def test_fault_is_found(old: str, new: str) -> None:
    """What is planted is found."""
    text = (FOLDER / "release.yml").read_text(encoding="utf-8")
    assert old in text
    workflow = parse_yaml(text.replace(old, new, 1))
    assert isinstance(workflow, dict)
    assert faults(workflow)


def test_release() -> None:
    """A version that goes out was checked, tested, and is what HACS looks for."""
    workflow = load_yaml_dict(FOLDER / "release.yml")
    assert scripts_of(workflow) == {".ci/run", "scripts/release"}
    assert workflow[ON] == TAGGED
    [job] = workflow["jobs"].values()
    steps = [it for it in job["steps"] if "run" in it]
    assert all(it.keys() == {"run"} for it in steps)
    check, suite, publish = [it["run"] for it in steps]
    assert check.startswith("scripts/release --check ")
    assert suite == ".ci/run"
    hacs = json.loads((ROOT / "hacs.json").read_text(encoding="utf-8"))
    assert hacs["zip_release"] is True
    for it in ("dist/*.zip", "*b*) kind=--prerelease", "--draft", "--verify-tag"):
        assert it in publish


def test_ci() -> None:
    """Each change meets the suite, Home Assistant's own check and that of HACS."""
    workflow = load_yaml_dict(FOLDER / "ci.yaml")
    assert {"pull_request", "push", "schedule"} <= workflow[ON].keys()
    assert workflow[ON]["push"] == {"branches": ["main"]}
    assert scripts_of(workflow) == {".ci/run"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = {it["uses"].partition("@")[0] for it in steps if "uses" in it}
    assert {"home-assistant/actions/hassfest", "hacs/action"} <= used


def test_ahead() -> None:
    """Each week the suite meets the Home Assistants to come."""
    text = (FOLDER / "ahead.yaml").read_text(encoding="utf-8")
    workflow = load_yaml_dict(FOLDER / "ahead.yaml")
    assert re.search(r'cron: "\d+ \d+ \* \* \d"', text)
    [job] = workflow["jobs"].values()
    assert job["strategy"]["matrix"] == {"home_assistant": ["beta", "nightly"]}
    assert job["strategy"]["fail-fast"] is False
    assert scripts_of(workflow) == {"scripts/ahead", "scripts/test"}
