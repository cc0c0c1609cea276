"""The report page: its sentences, its table, and that it needs nothing else."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote

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


def drawings(outline: Outline) -> list[dict[str, str | None]]:
    return [svg for svg in outline.all("svg") if svg.get("role") == "img"]


def text_of(stage, facts) -> str:
    return write_page(stage, facts).read_text(encoding="utf-8")


def test_the_headline_is_the_published_case_of_18_july_2024(stage, stated):
    page = Page(stage, stated())
    assert page.headline == (
        "Còn ít nhất 1.472 trẻ chưa làm căn cước; đã làm: 40,5% (1.000/2.472)."
    )
    assert page.pace == "Còn 13 ngày đến hạn 31/7/2024: cần 113,2 trẻ mỗi ngày."
    english = Page(stage, stated("en"))
    assert english.headline.startswith(
        "At least 1,472 children not yet enrolled for an ID card; 40.5% "
    )
    assert "40.5% enrolled (1,000 of 2,472)" in english.headline
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
def test_at_and_after_the_deadline_no_rate_is_invented(stage, stated, deadline, words):
    assert Page(stage, stated(deadline=deadline)).pace == words


def test_nothing_left_and_nobody_listed_are_stated_in_words(stage, stated, gaps):
    gaps(stage, "H1,Tổ 1,under_6,9,9,0,1,0,9")
    page = Page(stage, stated())
    assert "không còn trẻ nào chưa làm căn cước (đã làm 9/9)" in page.headline
    assert page.pace == ""
    gaps(stage, "H1,Tổ 1,under_6,0,0,0,,0,0")
    assert (
        Page(stage, stated()).headline == "Chưa có trẻ nào trong các danh sách đã nộp."
    )


def test_a_hamlet_that_sent_nothing_is_in_words_and_never_0(stage, stated):
    page = Page(stage, stated())
    silent = page.lines[1]
    assert silent["cells"] == []
    assert silent["note"] == "Chưa nộp danh sách lần nào"
    assert page.cautions == ["Chưa tính 1 địa bàn chưa nộp danh sách lần nào."]


def test_a_hamlet_with_carried_figures_says_of_which_day(stage, stated):
    missing = (("Tổ <b>Mẫu</b> 1", date(2024, 7, 11)),)
    page = Page(stage, stated(missing=missing))
    assert page.lines[0]["note"] == "Chưa nộp kỳ này, số liệu ngày 11/7/2024"
    assert page.lines[0]["cells"][-1] == ("1.000/2.472", "40,5%", "1.472")


def test_children_of_unknown_age_have_a_column_only_if_there_are_any(
    stage, stated, gaps
):
    assert Page(stage, stated()).groups == ["under_6", "6_to_13"]
    gaps(stage, "H1,Tổ 1,under_6,1,0,1,0,0,0", "H1,Tổ 1,unknown,2,0,2,0,0,0")
    page = Page(stage, stated())
    assert page.groups == ["under_6", "6_to_13", "unknown"]
    assert page.totals[-1] == ("0/3", "0,0%", "3")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_needs_nothing_from_outside(stage, stated, language):
    text = text_of(stage, stated(language))
    outline = Outline(text)
    policy = outline.all("meta")[1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"].startswith("default-src 'none'")
    assert outline.all("script") == [{}] and not outline.all("link")
    assert not outline.all("img")
    assert len(drawings(outline)) == 1
    ids = {attributes.get("id") for _, attributes in outline.tags}
    for link in outline.all("a"):
        assert not re.match(r"[a-z]+:|/", link["href"])
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
        elif not link["href"].startswith(("run.json", "tables/issues.csv")):
            assert (stage / unquote(link["href"])).is_file()
    assert outline.all("html") == [{"lang": language}]


def test_the_page_can_be_read_by_keyboard_and_screen_reader(stage, stated):
    outline = Outline(text_of(stage, stated()))
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    first = outline.all("a")[0]
    assert first == {"class": "skip", "href": "#figures"}
    assert "figures" in [tag.get("id") for tag in outline.all("section")]
    assert [svg["aria-label"] for svg in drawings(outline)] == ['Hai "ba"']
    assert len(outline.all("caption")) == 1
    assert all("scope" in heading for heading in outline.all("th"))


def test_the_page_says_internal_simulated_and_where_figures_come_from(stage, stated):
    text = text_of(stage, stated())
    for words in (
        "Tài liệu nội bộ: có số liệu chi tiết theo địa bàn, không chuyển tiếp",
        "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC",
        "1/2 địa bàn",
        "2024-07-18.2",
        "DS-01, a.xlsx › D17: &lt;thiếu tên&gt;",
        "Tổ &lt;b&gt;Mẫu&lt;/b&gt; 1",
    ):
        assert words in text
    assert "MÔ PHỎNG" not in text_of(stage, stated(simulated=False))


def test_the_tall_summary_stands_after_the_charts_that_fit_the_first_page(
    stage, stated
):
    listing = stage / "charts" / "charts.json"
    chart = json.loads(listing.read_text(encoding="utf-8"))[0]
    (stage / "charts" / "card.svg").write_bytes((stage / "charts/a.svg").read_bytes())
    card = {**chart, "name": "card", "title": "Tóm tắt", "files": ["card.svg"]}
    listing.write_text(json.dumps([card, chart]), encoding="utf-8")
    text = text_of(stage, stated())
    assert text.index("<h3>Một</h3>") < text.index("<h3>Tóm tắt</h3>")


def test_ready_speaks_of_the_lists_and_announces_what_is_to_be_known(stage, stated):
    behind = "Chưa kịp hạn: còn 1.472 trẻ"
    text = text_of(stage, stated(gate="READY", highlights=(behind,)))
    assert "không có điểm nào" not in text
    assert text.index("không có lỗi nào") < text.index("Cần biết") < text.index(behind)
    assert "Cần biết" not in text_of(stage, stated(gate="READY", highlights=()))


OUTREACH = (
    "hamlet_id,hamlet,officer,sent,due,children,returned,answered,report",
    "H1,Tổ <b>Mẫu</b> 1,,2024-07-11,2024-07-15,40,2024-07-16,12,returned",
    "H2,Thôn Ví Dụ 2,,2024-07-11,2024-07-15,9,,,late",
)


def test_whose_lists_came_back_is_a_table_and_who_is_late_is_named(stage, stated):
    path = stage / "tables" / "outreach.csv"
    path.write_text("\n".join(OUTREACH) + "\n", encoding="utf-8")
    page = Page(stage, stated())
    (late,) = (words for words in page.cautions if "đi từng nhà" in words)
    assert late == (
        "1 địa bàn chưa gửi lại danh sách đi từng nhà ngày 11/7/2024, hạn 15/7/2024: "
        "Thôn Ví Dụ 2; chưa báo không phải là 0."
    )
    grid = {part: grid for part, _, grid, _ in page.parts}["door"]
    assert [[cell.text for cell in line] for line in grid.lines] == [
        ["Tổ <b>Mẫu</b> 1", "40", "16/7/2024", "12", "đã gửi lại, sau hạn"],
        ["Thôn Ví Dụ 2", "9", "–", "–", "quá hạn, chưa báo"],
    ]
    path.write_text("\n".join((OUTREACH[0], OUTREACH[2])) + "\n", encoding="utf-8")
    page = Page(stage, stated())
    assert "door" not in [part for part, *_ in page.parts]
    assert not [words for words in page.cautions if "đi từng nhà" in words]


def test_the_same_page_is_the_same_bytes(stage, stated):
    assert text_of(stage, stated()) == text_of(stage, stated())


def between(text: str, tag: str) -> str:
    return re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]


def test_the_policy_lets_in_one_style_and_one_script_by_their_hashes(stage, stated):
    text = text_of(stage, stated(unit_name="A</style><b>"))
    policy = Outline(text).all("meta")[1]["content"]
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        digest = hashlib.sha256(between(text, tag).encode("utf-8")).digest()
        code = base64.b64encode(digest).decode("ascii")
        assert f"{tag}-src 'sha256-{code}'" in policy
    body = text[text.index("<body") :]
    for _, attributes in Outline(body).tags:
        assert not [key for key in attributes if key == "style" or key.startswith("on")]


def test_nothing_a_campaign_is_called_ends_the_style_or_becomes_markup(stage, stated):
    words = {"place": {"vi": '</style><script>x</script>"', "en": "hamlet"}}
    text = text_of(stage, stated(words=words, campaign="<script>y</script>"))
    outline = Outline(text)
    assert len(outline.all("script")) == 1 and len(outline.all("style")) == 1


def test_letters_of_charts_stand_once_and_values_are_on_the_marks(stage, stated):
    letter = '<defs><path id="{0}-L-1" d="M 0 0 L 9.123 1"/></defs>'
    use = '<use xlink:href="#{0}-L-1" transform="translate(1.5 0)"/>'
    name = '<g id="{0}-name.0"><!-- Thôn --><g style="fill: red">' + letter + use
    bar = '</g></g><g id="{0}-bar.0.0"><path d="M 0 0"/></g>'
    total = '<g id="{0}-total.0"><!-- 12 --></g></svg>'
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    listing = json.loads((stage / "charts/charts.json").read_text(encoding="utf-8"))
    for chart in ("a", "b"):
        svg = (f"<svg {link}>" + name + bar + total).replace("{0}", chart)
        (stage / "charts" / f"{chart}.svg").write_text(svg, encoding="utf-8")
    listing.append({**listing[0], "name": "b", "files": ["b.svg"]})
    (stage / "charts/charts.json").write_text(json.dumps(listing), encoding="utf-8")
    text = text_of(stage, stated())
    assert text.count('<path id="s0"') == 1 and text.count('<use href="#s0"') == 2
    assert text.count('<g class="mark solid"><title>Thôn · 12</title>') == 2


def test_a_phone_has_the_half_width_and_a_chart_without_keeps_its_own(stage, stated):
    text = text_of(stage, stated())
    assert (
        '<figure id="chart-a" class="chart lone alone">' in text
        and 'narrow">' not in text
    )
    wide = (stage / "charts/a.svg").read_text(encoding="utf-8")
    (stage / "charts/a.half.svg").write_text(wide, encoding="utf-8")
    text = text_of(stage, stated())
    assert '<figure id="chart-a" class="chart alone">' in text
    assert text.count('<div class="picture wide">') == 1
    assert text.count('<div class="picture narrow">') == 1


def test_in_the_dark_paper_is_dark_and_what_asks_for_action_is_not(stage, stated):
    groups = {
        "name.0": '<g fill="#1a1a1a"/>',
        "cell.0.0": '<path d="M 0 0" fill="#9a3412"/>',
        "percent.0.0": '<g fill="#1a1a1a"/>',
        "swatch.0": '<path d="M 0 0" fill="#12436d"/>',
        "swatch.1": '<path d="M 0 0" fill="none" stroke="#12436d"/>',
    }
    inner = "".join(f'<g id="a-{name}">{what}</g>' for name, what in groups.items())
    (stage / "charts/a.svg").write_text(f"<svg>{inner}</svg>", encoding="utf-8")
    text = text_of(stage, stated())
    found = re.findall(r'<g(?: class="([a-z ]+)")?><(?:g|path) ', text)
    assert found == ["paper", "", "", "solid", "paper"]


def test_a_picture_that_is_too_large_or_broken_is_linked(stage, stated):
    svg = stage / "charts" / "a.svg"
    svg.write_text(f"<svg><path d='{'M 1 1' * 300_000}'/></svg>", encoding="utf-8")
    text = text_of(stage, stated())
    assert len(text) < 200_000 and "Hình này ở tệp" in text
    assert 'href="charts/a.svg"' in text
    svg.write_text("<svg", encoding="utf-8")
    assert "Hình này ở tệp" in text_of(stage, stated())


def test_lists_and_progress_are_two_states(full, stated):
    pace = (
        "hamlet_id,hamlet,age_group,gap,days_left,required_per_day,achieved_per_day,state",
        "all,all,all,1472,13,113.2,62.3,behind",
    )
    (full / "tables" / "pace.csv").write_text("\n".join(pace), encoding="utf-8-sig")
    look = Page(full, stated()).progress["look"]
    assert look.startswith("Chưa kịp hạn: còn")
    page = Page(full, stated(gate="READY", highlights=(look,)))
    assert page.progress["tone"] == "bad" and page.highlights == []
    text = text_of(full, stated(gate="READY", highlights=(look,)))
    assert text.index("Tiến độ: Chưa kịp hạn") < text.index("Danh sách: Sẵn sàng")
    assert "Cần biết" not in text


def test_what_leads_to_action_is_stated_from_the_tables(short, stated):
    rates = (
        "hamlet_id,hamlet,age_group,per,left,required,achieved",
        "all,all,all,session_day,11.0,133.81,72.7",
    )
    (short / "tables" / "rates.csv").write_text("\n".join(rates), encoding="utf-8-sig")
    past = [f"H1,Tổ,2024-07-{day},2472,1000,1472,0.4" for day in ("04", "11", "18")]
    head = "hamlet_id,hamlet,as_of,persons,enrolled,gap,coverage"
    (short / "charts/smalls.csv").write_text("\n".join((head, *past)), encoding="utf-8")
    sent = "hamlet_id,hamlet,officer\nH1,Tổ,Bà Sính\nH2,Thôn,\n"
    (short / "tables/outreach.csv").write_text(sent, encoding="utf-8-sig")
    page = Page(short, stated())
    assert page.pace.startswith(
        "Còn 13 ngày đến hạn 31/7/2024, trong đó 11 ngày có buổi làm: cần 133,8 trẻ "
        "mỗi ngày có buổi làm."
    )
    assert page.actions == [
        "Trong 1.472 trẻ chưa làm căn cước: làm được ngay 1.000, phải chờ 432, "
        "chưa rõ 40.",
        "Kế hoạch các buổi từ nay đến hạn bố trí được cho 152 trẻ; 1.320 trẻ "
        "chưa làm căn cước chưa có trong kế hoạch.",
        "Từ kỳ trước, 1 địa bàn không có thêm trẻ nào được làm căn cước: "
        "Tổ <b>Mẫu</b> 1 (1.472, hai kỳ liền, phụ trách: Bà Sính).",
        "Trong kỳ có thêm 509 trẻ đã làm căn cước.",
    ]
    shown = {tile.label: (tile.value, tile.note) for tile in page.tiles}
    assert shown["Chưa làm"] == ("1.472", "−508 so với kỳ trước; thiếu 1 địa bàn")
    assert shown["Cần mỗi ngày có buổi làm"][0] == "133,8"
    assert shown["Có trong kế hoạch"] == ("152", "1.320 chưa có trong kế hoạch")
    english = Page(short, stated("en"))
    assert [len(page.tiles), len(page.actions)] == [
        len(english.tiles),
        len(english.actions),
    ]
    weeks = page.lines[0]["weeks"]
    assert weeks.words == "4/7 40,5% · 11/7 40,5% · 18/7 40,5%"


def test_every_number_of_the_table_is_that_of_gaps_csv(sample_week):
    edition = sample_week.edition
    with (edition / "tables/gaps.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    text = (edition / "index.html").read_text(encoding="utf-8")
    assert len(text.encode("utf-8")) < 1_500_000
    body = text[text.index('<tbody class="hamlets">') :].split("</tbody>")[0]
    lines = body.split("<tr>")[1:]
    hamlets = dict.fromkeys(row["hamlet_id"] for row in rows)
    for line, hamlet in zip(lines, hamlets, strict=True):
        own = [row for row in rows if row["hamlet_id"] == hamlet]
        known = [row for row in own if row["age_group"] != "unknown"]
        cells = re.findall(r'<td[^>]* data-v="([^"]*)">([^<]*)', line)
        expected = []
        for part in ([known[0]], [known[1]], own):
            persons, done = (
                sum(int(row[key]) for row in part) for key in ("persons", "enrolled")
            )
            share = f"{done / persons:.6f}"
            percent = f"{100 * done / persons:.1f}%".replace(".", ",")
            gap = persons - done
            expected += [(str(done), f"{done}/{persons}"), (share, percent)]
            expected.append((str(gap), str(gap)))
            assert gap == sum(int(row["gap"]) for row in part)
        assert cells == expected


@pytest.mark.parametrize(
    ("rows", "heading", "tone"),
    [
        (["H1,Một,under_6,9,9,0,1,0,9"], "Đã xong", "good"),
        (
            ["H1,Một,under_6,9,9,0,1,0,9", "H2,Hai,under_6,,,,,,"],
            "Xong ở các danh sách đã nộp",
            "open",
        ),
        (["H1,Một,under_6,0,0,0,,0,0"], "Chưa đủ số liệu để đánh giá", "open"),
    ],
)
def test_only_lists_of_all_hamlets_with_children_on_them_are_done(
    stage, stated, gaps, rows, heading, tone
):
    gaps(stage, *rows)
    (stage / "tables" / "pace.csv").write_text(
        "hamlet_id,hamlet,age_group,gap,days_left,required_per_day,achieved_per_day,"
        "left_at_deadline_low,left_at_deadline,left_at_deadline_high,state\n"
        "all,Toàn xã,all,0,13,0,,,,,done\n",
        encoding="utf-8-sig",
    )
    about = stated().about
    never = (("Hai", None),) if len(rows) > 1 else ()
    page = Page(stage, replace(stated(), about=replace(about, missing=never)))
    assert (page.progress["heading"], page.progress["tone"]) == (heading, tone)


def test_an_odd_chart_has_its_words_beside_it_and_a_sheet_two_in_narrow_form(
    stage, stated
):
    rectangle = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" '
        'height="9"><rect width="9" height="9"/></svg>'
    )
    names = ("ranked", "heat", "dumbbell", "burndown")
    listed = [
        {"name": n, "title": f"T {n}", "alt": f"A {n}", "files": []} for n in names
    ]
    (stage / "charts" / "charts.json").write_text(json.dumps(listed), encoding="utf-8")
    for name in names:
        for size in ("", ".half"):
            path = stage / "charts" / f"{name}{size}.svg"
            path.write_text(rectangle, encoding="utf-8")
    text = text_of(stage, stated())
    classes = dict(
        re.findall(r'<figure id="chart-(\w+)" class="chart ?([^"]*)">', text)
    )
    # Three of places: the last has no neighbour; the two of a sheet are known.
    assert set(classes) == set(names)
    assert [n for n in names if "half" in classes[n]] == ["heat", "dumbbell"]
    alone = [n for n in names if "alone" in classes[n].split()]
    assert alone == ["dumbbell", "burndown"]
    words = re.findall(r'<p class="words" aria-hidden="true">([^<]*)</p>', text)
    assert sorted(words) == ["A burndown", "A dumbbell"]
    (stage / "charts" / "heat.half.svg").unlink()
    assert " half" not in "".join(
        re.findall(r"<figure [^>]*>", text_of(stage, stated()))
    )
