"""Every language has all texts, none too many, and is really another language."""

from collections import Counter
import json
from typing import Final

import pytest

from .sources import PACKAGE, load
from .texts import placeholders_of, texts_of

LANGUAGES: Final = (
    "cs",
    "da",
    "de",
    "es",
    "fi",
    "fr",
    "hu",
    "it",
    "nb",
    "nl",
    "pl",
    "pt",
    "pt-BR",
    "ro",
    "ru",
    "sv",
    "tr",
    "uk",
    "zh-Hans",
)
LONG: Final = 20
MOST_EQUAL: Final = 0.1
EFFECT: Final = ".effect.state."
FITS_A_MENU: Final = 50


@pytest.fixture(name="texts", params=LANGUAGES)
def _language(request: pytest.FixtureRequest) -> dict[str, str]:
    return dict(texts_of(load(f"translations/{request.param}.json")))


def test_languages_are_the_known_ones() -> None:
    """No file is there that is not checked here."""
    names = {path.stem for path in (PACKAGE / "translations").iterdir()}
    assert names == {"en", *LANGUAGES}


def test_every_text_is_there(texts: dict[str, str]) -> None:
    """No text is missing, and none is left of what was removed."""
    assert texts.keys() == dict(texts_of()).keys()


def test_placeholders_are_kept(texts: dict[str, str]) -> None:
    """Whatever is filled in in English is filled in, no more and no less."""
    for path, english in texts_of():
        assert placeholders_of(texts[path]) == placeholders_of(english), path


def test_links_are_kept(texts: dict[str, str]) -> None:
    """A link leads where the English one does, and no address is written out."""
    for path, english in texts_of():
        assert texts[path].count("](") == english.count("]("), path
        assert texts[path].count("`") == english.count("`"), path
        assert "://" not in texts[path], path


def test_text_is_tidy(texts: dict[str, str]) -> None:
    """No text is empty or has blanks that nobody sees."""
    for path, text in texts.items():
        assert text, path
        assert text == text.strip(), path
        assert "  " not in text, path


def test_text_is_translated(texts: dict[str, str]) -> None:
    """Hardly any long text is the English one."""
    long = {path: text for path, text in texts_of() if len(text) > LONG}
    equal = [path for path, text in long.items() if texts[path] == text]
    assert len(equal) <= MOST_EQUAL * len(long), equal


def test_effects_are_translated(texts: dict[str, str]) -> None:
    """Hardly any effect is called as in English, short as most names are."""
    effects = {path: text for path, text in texts_of() if EFFECT in path}
    equal = [path for path, text in effects.items() if texts[path] == text]
    assert effects
    assert len(equal) <= MOST_EQUAL * len(effects), equal


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_choices_are_told_apart(language: str) -> None:
    """No two states, options or effects of one entity are called the same."""
    names = Counter(
        (path.rpartition(".")[0], text)
        for path, text in texts_of(load(f"translations/{language}.json"))
        if path.startswith("entity.") and ".state." in path
    )
    assert not [name for name, count in names.items() if count > 1]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_effects_fit_a_menu(language: str) -> None:
    """The name of an effect is not cut off where one chooses it."""
    for path, text in texts_of(load(f"translations/{language}.json")):
        assert EFFECT not in path or len(text) <= FITS_A_MENU, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_sorted(language: str) -> None:
    """Texts are found where one looks for them, in each language alike."""
    path = PACKAGE / "translations" / f"{language}.json"
    content = path.read_text(encoding="utf-8")
    ordered = json.dumps(json.loads(content), indent=2, ensure_ascii=False)
    expected = json.dumps(
        json.loads(content), indent=2, ensure_ascii=False, sort_keys=True
    )
    assert f"{ordered}\n" == content
    assert ordered == expected
