"""Every sentence that an edition says, for campaigns at their edges, on one page.

``sentences.txt`` is read by people: a reviewer sees all sentences of a state at once,
and ``git diff`` what a change of words changes. No picture is drawn for it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dophu
from dophu.charts.kit.export import data_csv
from dophu.documents.html.page import Page
from dophu.documents.report import Facts
from dophu.findings.action import say_planned, say_session_days, say_still
from dophu.findings.asks import say_asks
from dophu.notebook import draw_charts
from dophu.snapshots import Snapshot
from tests.campaigns import Folder
from tests.runs.states import STATES

PAGE = Path(__file__).with_name("sentences.txt")
LANGUAGES = ("vi", "en")


def sentences_of(state: str) -> Iterator[str]:
    """Write what is said of a state, a line a sentence, once in each language."""
    with tempfile.TemporaryDirectory() as folder:
        campaign = Folder(Path(folder) / "campaign")
        STATES[state](campaign)
        week = dophu.load(campaign.path)
        for language in LANGUAGES:
            stage = Path(folder) / language
            _write_tables(stage, week, language)
            stated = _say(stage, week, language)
            lines = [f"  {place}: {words}" for place, words in stated]
            yield "\n".join([f"## {state} ({language})", *lines]) + "\n"


def whole_page() -> str:
    """Write the page of all states, each in both languages."""
    return "\n".join(part for state in STATES for part in sentences_of(state))


def parts_of_page() -> dict[str, str]:
    """Give the stored page in its parts, by their headings."""
    text = PAGE.read_text(encoding="utf-8")
    parts = ["## " + part for part in text.split("## ") if part]
    return {part.splitlines()[0][3:]: part.rstrip("\n") + "\n" for part in parts}


def _write_tables(stage: Path, week: Snapshot, language: str) -> None:
    """Write tables and what is said of the charts, as the notebooks do."""
    progress, plan = dophu.progress(week), dophu.plan_sessions(week)
    tables = {
        "rows": week.rows_table(),
        "issues": week.issues_table(language),
        "quality": dophu.quality(week),
        "gaps": dophu.gaps(week),
        "reasons": dophu.reasons(week),
        "changes": dophu.changes(week),
        "pace": progress.pace,
        "rates": progress.rates,
        "outreach": dophu.outreach(week),
    }
    dophu.write_tables(str(stage), **tables, **dophu.visit_tables(week), **plan.tables)
    charts = draw_charts(week, language=language)
    (stage / "charts").mkdir(parents=True)
    listed = ("name", "title", "subtitle", "alt", "nothing")
    listing = [{**{k: getattr(c, k) for k in listed}, "files": []} for c in charts]
    text = json.dumps(listing, ensure_ascii=False)
    (stage / "charts" / "charts.json").write_text(text, encoding="utf-8")
    for chart in charts:
        (stage / "charts" / f"{chart.name}.csv").write_bytes(data_csv(chart))


def _beside(*words: str) -> str:
    return " | ".join(filter(None, words))


def _say(stage: Path, week: Snapshot, language: str) -> Iterator[tuple[str, str]]:
    about = dophu.about(week, language)
    hamlets = week.manifest["hamlets"]
    facts = Facts(
        about=about,
        campaign=week.campaign.name,
        edition=week.as_of.isoformat(),
        gate=week.gate,
        version="0",
        received=sum(hamlet["received"] for hamlet in hamlets),
        hamlets=len(hamlets),
        inputs=len(week.manifest["inputs"]),
        enrolled=week.campaign.counts_as_enrolled,
    )
    page = Page(stage, facts)
    report, stated = page.report, page.report.say
    yield "page, lead", page.headline
    for tile in page.tiles:
        yield "page, tile", _beside(tile.label, tile.value, tile.note)
    yield "page, progress", _beside(page.progress["heading"], page.progress["words"])
    for key, found in (
        ("page, action", page.actions),
        ("page, caution", page.cautions),
        ("page, left out", report.left_out()),
    ):
        yield from ((key, words) for words in found)
    history = report.history
    for key, reported in (
        ("report, summary", [stated.overall(), *stated.ledger()]),
        ("report, pace", stated.pace()),
        ("report, sessions", [*say_session_days(stated), *say_planned(stated)]),
        ("report, asks", say_asks(stated, history, report.plan.short)),
        ("report, groups", stated.by_group()),
        ("report, places", stated.places()),
        ("report, obstacles", [*stated.missing(), *say_still(stated, history)]),
        ("report, reasons", stated.reasons()),
        ("report, plan", report.plan.say()),
    ):
        yield from ((key, sentence.text) for sentence in reported)
    few = stated.few_places()
    yield from [("slide, places", few.text)] if few else []
    for chart in report.charts:
        yield f"chart, {chart['name']}", chart["title"]
        if not chart["nothing"]:
            yield f"  {chart['name']}, below", chart["subtitle"]
    gaps, reasons = dophu.gaps(week), dophu.reasons(week)
    recovered = dophu.recovered_by_reason(week)
    turning, cohorts = dophu.count_turning(week), dophu.check_cohorts(week)
    for key, lines in (
        ("pace", dophu.say_pace(dophu.progress(week), about)),
        ("obstacles", dophu.say_obstacles(gaps, reasons, recovered, about)),
        ("plan", dophu.say_plan(dophu.plan_sessions(week), about)),
        ("ages", dophu.say_ages(turning, cohorts, about)),
    ):
        yield from ((f"notebook, {key}", words) for words in lines)
