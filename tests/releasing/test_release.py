"""A version is written, checked and built, or refused with nothing changed."""

from zipfile import ZipFile

import pytest

from scripts.releasing.tree import CHANGELOG, HACS, MAINTAINERS, MANIFEST, PAGE

from .repository import HACS_DATA, MANIFEST_DATA, NEW, Repository

ARCHIVE = "dist/ewelink.zip"
# A file, what is in it, what is there instead, and what that is refused with.
FAULTS = (
    (CHANGELOG, "[1.2.0] - 2026-11-28", "[1.1.9] - 2026-11-28", "no heading"),
    (CHANGELOG, "### Added\n\n- A lamp.\n", "", "tells nothing"),
    (CHANGELOG, "2026-11-28", "2026-11-31", "no day"),
    (CHANGELOG, " - 2026-11-28", "", "no day"),
    (CHANGELOG, "2026-11-28", "YYYY-MM-DD", "placeholder"),
    (CHANGELOG, "## 1.1.0", "## 1.2.1", "no later"),
    (CHANGELOG, "## 1.1.0", "## 1.2.0", "no later"),
    (CHANGELOG, "## 1.1.0", "## 1.10.0b1", "no later"),
    (CHANGELOG, "[Unreleased]\n", "[Unreleased]\n\n- More.\n", "Unreleased"),
    ("README.md", "# It", "# It\n\nTODO: a picture", "placeholder"),
    (MAINTAINERS, "some-body/some-thing", "some-body", "no owner/name"),
    (MAINTAINERS, "@some-body", "some-body", "no @account"),
    (MAINTAINERS, '"@some-body"', "", "nobody"),
    (HACS, '"zip_release": true', '"zip_release": false', "go together"),
    (HACS, '"zip_release": true', '"zip_release": "yes"', "no bool"),
    (HACS, "ewelink.zip", "../ewelink.zip", "no name of an archive"),
    (HACS, "zip_release", "zip_relase", "unknown"),
    (HACS, "2026.10.0", "newest", "no version of Home Assistant"),
    (HACS, "eWeLink (SONOFF)", "eWeLink", "not that of the manifest"),
    (MANIFEST, '"domain": "ewelink"', '"domain": "sonoff"', "domain is 'sonoff'"),
    (MANIFEST, '"version"', '"verson"', "has no version"),
    (PAGE, "<!-- end", "<!-- the end", "no place for the list"),
)


def test_release(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The manifest says the version, and the archive holds that manifest."""
    repository.replace("custom_components/ewelink/manifest.json", "1.2.0", "0.1.0")

    assert repository.release("1.2.0") == 0

    assert repository.manifest() == MANIFEST_DATA
    with ZipFile(repository.root / ARCHIVE) as archive:
        packed = archive.read("manifest.json").decode()
    assert packed == repository.read("custom_components/ewelink/manifest.json")
    assert "git tag v1.2.0" in capsys.readouterr().out


def test_archive_is_what_hacs_unpacks(repository: Repository) -> None:
    """It holds the content of the folder, without what Python and editors leave."""
    assert repository.release("1.2.0") == 0
    with ZipFile(repository.root / ARCHIVE) as archive:
        assert archive.namelist() == [
            "__init__.py",
            "brand/icon.png",
            "manifest.json",
            "translations/en.json",
        ]


def test_archive_is_the_same_again(repository: Repository) -> None:
    """The same files make the same archive."""
    assert repository.release("1.2.0") == 0
    first = (repository.root / ARCHIVE).read_bytes()
    assert repository.release("1.2.0") == 0
    assert (repository.root / ARCHIVE).read_bytes() == first


def test_no_archive_where_hacs_takes_the_source(repository: Repository) -> None:
    """What HACS downloads is told in its file."""
    kept = {it: HACS_DATA[it] for it in ("name", "homeassistant")}
    repository.write_json("hacs.json", kept)
    assert repository.release("1.2.0") == 0
    assert not (repository.root / "dist").exists()


@pytest.mark.parametrize("planted", FAULTS, ids=lambda it: it[-1])
def test_refused(
    repository: Repository,
    capsys: pytest.CaptureFixture[str],
    planted: tuple[str, str, str, str],
) -> None:
    """What must not go out is named, and nothing is changed or built."""
    path, old, new, fault = planted
    repository.replace(path, old, new)
    before = repository.files()

    assert repository.release("1.2.0") == 1

    assert fault in capsys.readouterr().err
    assert repository.files() == before
    assert not (repository.root / "dist").exists()


@pytest.mark.parametrize(
    "path", ["README.md", "LICENSE", "custom_components/ewelink/brand/icon.png"]
)
def test_missing_file(
    repository: Repository, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    """HACS and people look for these."""
    (repository.root / path).unlink()
    assert repository.release("1.2.0") == 1
    assert f"{path} is missing" in capsys.readouterr().err


def test_second_integration(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """HACS takes the first one that it finds."""
    repository.write("custom_components/other/manifest.json", "{}")
    assert repository.release("1.2.0") == 1
    assert "more than the one" in capsys.readouterr().err


@pytest.mark.parametrize(
    "version", ["v1.2.0", "1.2", "1.2.0-beta", "01.2.0", "1.2.0\n"]
)
def test_no_version(
    repository: Repository, capsys: pytest.CaptureFixture[str], version: str
) -> None:
    """A version has three numbers, and a beta its number behind them."""
    assert repository.release(version) == 1
    assert "no version" in capsys.readouterr().err


def test_beta(repository: Repository) -> None:
    """A beta is counted as those of Home Assistant are."""
    repository.replace("CHANGELOG.md", "1.2.0", "1.2.0b1")
    assert repository.release("1.2.0b1") == 0
    assert repository.manifest()["version"] == "1.2.0b1"


def test_tag_on_another_commit(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """What went out once does not go out again as something else."""
    repository.git("tag", "v1.2.0")
    repository.commit()
    assert repository.release("1.2.0") == 1
    assert "v1.2.0 is there, on another commit" in capsys.readouterr().err


def test_tag_on_this_commit(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tag is right while what it names is what would go out."""
    repository.git("tag", "--annotate", "--message=It", "v1.2.0")
    assert repository.release("--check", "1.2.0") == 0
    repository.replace("release.toml", "some-body/some-thing", NEW)
    assert repository.release("1.2.0") == 1
    assert "v1.2.0 is there, before" in capsys.readouterr().err


def test_changed_after_the_tag(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is tagged is what goes out, whatever file it is."""
    repository.git("tag", "v1.2.0")
    repository.write("custom_components/ewelink/__init__.py", '"""Another."""')
    assert repository.release("--check", "1.2.0") == 1
    told = capsys.readouterr().err
    assert "v1.2.0 is there, before custom_components/ewelink/__init__.py" in told


def test_left_in_the_folder(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that nobody committed does not get into the archive."""
    repository.write("custom_components/ewelink/notes.txt", "Mine.")
    assert repository.release("1.2.0") == 1
    assert "ewelink/notes.txt is not in git" in capsys.readouterr().err
    assert not (repository.root / "dist").exists()


def test_beta_before_its_release(repository: Repository) -> None:
    """A release comes after its betas."""
    repository.replace("CHANGELOG.md", "## 1.1.0", "## 1.2.0b9")
    assert repository.release("1.2.0") == 0


def test_check_changes_nothing(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not written yet is refused; what is written is built."""
    repository.replace("custom_components/ewelink/manifest.json", "1.2.0", "0.1.0")
    before = repository.files()
    assert repository.release("--check", "1.2.0") == 1
    assert "manifest.json is not as this version" in capsys.readouterr().err
    assert repository.files() == before

    assert repository.release("1.2.0") == 0
    assert repository.release("--check", "1.2.0") == 0
    assert (repository.root / ARCHIVE).is_file()


def test_notes(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The notes of a version are its section of the changelog."""
    assert repository.release("--notes", "1.2.0") == 0
    assert capsys.readouterr().out == "### Added\n\n- A lamp.\n"
    assert repository.release("--notes", "1.1.0") == 0
    assert capsys.readouterr().out == "- A door.\n"
    assert repository.release("--notes", "1.0.0") == 1


def test_links_of_notes(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """They lead to the files of that version, from wherever they are read."""
    links = "[a](docs/a.md#b) [c](https://example.org) [d](#d)"
    repository.replace("CHANGELOG.md", "A lamp.", links)
    assert repository.release("--notes", "1.2.0") == 0
    file = "https://github.com/some-body/some-thing/blob/v1.2.0/docs/a.md#b"
    told = f"[a]({file}) [c](https://example.org) [d](#d)"
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [(), ("1.2.0", "--fill"), ("--all",)])
def test_unknown_arguments(repository: Repository, arguments: tuple[str, ...]) -> None:
    """One thing is asked for."""
    with pytest.raises(SystemExit):
        repository.release(*arguments)
