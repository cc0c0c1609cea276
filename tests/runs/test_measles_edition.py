"""A measles campaign: no text that it publishes speaks of a card; its own words do."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dophu.catalogue.columns import fields, frames
from dophu.catalogue.drive_texts import read_texts
from dophu.catalogue.indicators import indicators
from dophu.catalogue.issues import catalogue
from dophu.catalogue.sentences import NOUNS, REASONS, SENTENCES
from dophu.cli import main
from tests.measles import write_campaign
from tests.runs.edition_texts import texts_of
from tests.short_form import cases

ROOT = Path(__file__).parents[2]
LANGUAGES = ("vi", "en")

OF_CARDS = re.compile(
    r"\b(?:thẻ|căn cước|cccd|cmnd|hồ sơ|công an|thu nhận|lăn tay|vneid|cards?|police|"
    r"applications?|identity|fingerprints?)\b",
    re.IGNORECASE,
)
"""Words of one drive alone, as whole words."""

NAME_OF_A_CHART = re.compile(
    r"\bcard(?=\.(?:word|slide|svg|csv)\b|: | tóm tắt một trang)|^card$|`[^`]*`"
)
"""The one-page summary is called ``card`` in code and in names of files."""


def of_cards(text: str) -> list[str]:
    """Give the words of cards in a text."""
    return OF_CARDS.findall(NAME_OF_A_CHART.sub("", text))


@pytest.fixture(scope="module", params=cases(LANGUAGES, 1))
def measles(request, tmp_path_factory, warm):
    """A campaign of the drive, run; what was on the screen, and the language."""
    home = tmp_path_factory.mktemp("sởi")
    campaign = write_campaign(home / "đợt sởi", request.param)
    return home, campaign, request.param


@pytest.fixture(scope="module")
def edition(measles):
    """The edition that a run publishes, with a hamlet that never sent a list."""
    home, campaign, _ = measles
    assert main(["run", str(campaign), "--reports", str(home / "reports")]) == 2
    return home / "reports" / "99999" / "2024-07-18"


@pytest.mark.long
def test_no_text_of_the_edition_speaks_of_a_card(edition):
    found = [
        (where, words, text[:200])
        for where, text in texts_of(edition)
        if (words := of_cards(text))
    ]
    assert found == []


@pytest.mark.long
def test_the_texts_and_notes_of_the_edition_are_in_the_words_of_the_drive(
    edition, measles
):
    has = read_texts("measles")["nouns"]["has"][measles[2]]
    lacks = read_texts("measles")["nouns"]["lacks"][measles[2]]
    reported = list(texts_of(edition))
    for name in ("briefing.docx", "briefing.pptx", "index.html", "charts/charts.json"):
        texts = " ".join(text for where, text in reported if where == name)
        assert has in texts and lacks in texts, name


@pytest.mark.long
def test_the_markdown_of_the_notebooks_speaks_of_no_card(edition):
    cells = [
        "".join(cell["source"])
        for notebook in (edition / "notebooks").glob("*.ipynb")
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    ]
    assert len(cells) > 50
    assert [text for text in cells if of_cards(text)] == []


@pytest.mark.long
def test_tables_name_no_card_but_in_the_names_of_columns(edition):
    columns = {name for table in frames().values() for name in table["columns"]}
    for table in (edition / "tables").glob("*.csv"):
        for line in table.read_text(encoding="utf-8-sig").splitlines()[1:]:
            assert of_cards(line) == [] or line in columns, line


def test_the_screen_and_what_goes_back_to_senders_speak_of_no_card(measles, capsys):
    home, campaign, language = measles
    capsys.readouterr()
    assert main(["check", str(campaign), "--out", str(home / "out")]) in (0, 2)
    screen = capsys.readouterr()
    assert of_cards(f"{screen.out} {screen.err}") == []
    books = list((home / "out").rglob("*.xlsx"))
    assert len(books) >= 2  # the rows of a sender, and the pairs in doubt
    for book in books:
        for sheet in load_workbook(book):
            for row in sheet.iter_rows():
                for cell in row:
                    stated = [cell.value, cell.comment.text if cell.comment else ""]
                    assert of_cards(" ".join(map(str, stated))) == [], (book, stated)


def neutral() -> dict[str, dict[str, str]]:
    """Give every text of the kit that is of no drive, by where it stands."""
    texts = {**SENTENCES, **NOUNS, **REASONS}
    for code, kind in catalogue().items():
        texts |= {f"{code}.{part}": words for part, words in kind.words.items()}
    phrases = (resources.files("dophu.catalogue") / "issues.toml").read_text("utf-8")
    texts |= tomllib.loads(phrases)["phrases"]
    for key, indicator in indicators().items():
        texts |= {f"{key}.{part}": words for part, words in indicator.words.items()}
    for name, table in frames().items():
        texts[f"{name}.row"] = table["row"]
        texts |= {f"{name}.{c}": column for c, column in table["columns"].items()}
    texts |= {f"field.{f.name}": f.label for f in fields().values()}
    measles = read_texts("measles")
    texts |= {f"measles.{k}": w for table in measles.values() for k, w in table.items()}
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_kit_speaks_of_a_card_by_itself(language):
    found = {
        key: words[language]
        for key, words in neutral().items()
        if of_cards(re.sub(r"\{[^}]*\}", "", words[language]))
    }
    assert found == {}


def test_the_notebooks_of_the_kit_speak_of_no_card():
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            assert of_cards("".join(cell["source"])) == [], notebook.name


@pytest.mark.parametrize("word", ["thẻ", "Công an", "ID card", "applications", "hồ sơ"])
def test_a_word_of_cards_is_found(word):
    assert of_cards(f"Trẻ {word} 12") != []
