"""The report page: its sentences, its table, and that it needs nothing else."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from dophu.documents.html.page import Page, write_page


class Outline(HTMLParser):
    """What a screen reader goes by: headings, pictures, links, ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def text_of(stage, facts) -> str:
    return write_page(stage, facts).read_text(encoding="utf-8")


def test_the_headline_is_the_published_case_of_18_july_2024(stage, said):
    page = Page(stage, said())
    assert page.headline == (
        "Còn ít nhất 1.472 trẻ chưa làm căn cước; đã làm: 40,5% (1.000/2.472)."
    )
    assert page.pace == "Còn 13 ngày đến hạn 31/7/2024: cần 113,2 trẻ mỗi ngày."
    english = Page(stage, said("en"))
    assert english.headline.startswith(
        "At least 1,472 children not yet enrolled for an ID card; enrolled: "
    )
    assert "40.5% (1,000/2,472)" in english.headline
    assert "113.2 children a day" in english.pace


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (
            date(2024, 7, 19),
            "Còn 1 ngày đến hạn 19/7/2024: cần ít nhất 1.472 trẻ trong ngày.",
        ),
        (date(2024, 7, 18), "Ngày chốt số liệu là ngày cuối của thời hạn (18/7/2024)."),
        (date(2024, 7, 17), "Quá hạn 1 ngày (hạn 17/7/2024)."),
    ],
)
def test_at_and_after_the_deadline_no_rate_is_invented(stage, said, deadline, words):
    assert Page(stage, said(deadline=deadline)).pace == words


def test_nothing_left_and_nobody_listed_are_said_in_words(stage, said, gaps):
    gaps(stage, "H1,Tổ 1,under_6,9,9,0,1,0,9")
    page = Page(stage, said())
    assert "không còn trẻ nào chưa làm căn cước (9/9)" in page.headline
    assert page.pace == ""
    gaps(stage, "H1,Tổ 1,under_6,0,0,0,,0,0")
    assert Page(stage, said()).headline == "Chưa có trẻ nào trong các danh sách đã nộp."


def test_a_hamlet_that_sent_nothing_is_in_words_and_never_0(stage, said):
    page = Page(stage, said())
    silent = page.lines[1]
    assert silent["cells"] == []
    assert silent["note"] == "Chưa nộp danh sách lần nào"
    assert page.cautions == ["Chưa tính 1 địa bàn chưa nộp danh sách lần nào."]


def test_a_hamlet_with_carried_figures_says_of_which_day(stage, said):
    missing = (("Tổ <b>Mẫu</b> 1", date(2024, 7, 11)),)
    page = Page(stage, said(missing=missing))
    assert page.lines[0]["note"] == "Chưa nộp kỳ này, số liệu ngày 11/7/2024"
    assert page.lines[0]["cells"][-1] == ("1.000/2.472", "40,5%", "1.472")


def test_children_of_unknown_age_have_a_column_only_if_there_are_any(stage, said, gaps):
    assert Page(stage, said()).groups == ["under_6", "6_to_13"]
    gaps(stage, "H1,Tổ 1,under_6,1,0,1,0,0,0", "H1,Tổ 1,unknown,2,0,2,0,0,0")
    page = Page(stage, said())
    assert page.groups == ["under_6", "6_to_13", "unknown"]
    assert page.totals[-1] == ("0/3", "0,0%", "3")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_needs_nothing_from_outside(stage, said, language):
    text = text_of(stage, said(language))
    outline = Outline(text)
    policy = outline.all("meta")[1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"].startswith("default-src 'none'")
    assert not outline.all("script") and not outline.all("link")
    assert [image["src"][:26] for image in outline.all("img")] == [
        "data:image/svg+xml;base64,"
    ]
    for link in outline.all("a"):
        assert not re.match(r"[a-z]+:|/", link["href"])
        if not link["href"].startswith(("#", "run.json", "tables/issues.csv")):
            from urllib.parse import unquote

            assert (stage / unquote(link["href"])).is_file()
    assert outline.all("html") == [{"lang": language}]


def test_the_page_can_be_read_by_keyboard_and_screen_reader(stage, said):
    outline = Outline(text_of(stage, said()))
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    first = outline.all("a")[0]
    assert first == {"class": "skip", "href": "#figures"}
    assert "figures" in [tag.get("id") for tag in outline.all("section")]
    assert [image["alt"] for image in outline.all("img")] == ['Hai "ba"']
    assert len(outline.all("caption")) == 1
    assert all("scope" in heading for heading in outline.all("th"))


def test_the_page_says_internal_simulated_and_where_figures_come_from(stage, said):
    text = text_of(stage, said())
    for words in (
        "Tài liệu nội bộ: có số liệu chi tiết theo địa bàn, không chuyển tiếp",
        "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC",
        "1/2 địa bàn",
        "2024-07-18.2",
        "DS-01, a.xlsx › D17: &lt;thiếu tên&gt;",
        "Tổ &lt;b&gt;Mẫu&lt;/b&gt; 1",
    ):
        assert words in text
    assert "MÔ PHỎNG" not in text_of(stage, said(simulated=False))


def test_the_tall_summary_stands_after_the_charts_that_fit_the_first_page(stage, said):
    listing = stage / "charts" / "charts.json"
    chart = json.loads(listing.read_text(encoding="utf-8"))[0]
    (stage / "charts" / "card.svg").write_bytes((stage / "charts/a.svg").read_bytes())
    card = {**chart, "name": "card", "title": "Tóm tắt", "files": ["card.svg"]}
    listing.write_text(json.dumps([card, chart]), encoding="utf-8")
    text = text_of(stage, said())
    assert text.index("<h3>Một</h3>") < text.index("<h3>Tóm tắt</h3>")


def test_ready_speaks_of_the_lists_and_announces_what_is_to_be_known(stage, said):
    behind = "Chưa kịp hạn: còn 1.472 trẻ"
    text = text_of(stage, said(gate="READY", highlights=(behind,)))
    assert "không có điểm nào" not in text
    assert text.index("không có lỗi nào") < text.index("Cần biết") < text.index(behind)
    assert "Cần biết" not in text_of(stage, said(gate="READY", highlights=()))


def test_the_same_page_is_the_same_bytes(stage, said):
    assert text_of(stage, said()) == text_of(stage, said())
