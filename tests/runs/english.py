"""An edition's documents written again in English, without running the week again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

import dophu
from dophu.campaign.about import about_date
from dophu.documents.html.page import write_page
from dophu.documents.report import Facts
from dophu.documents.writing import write_documents
from dophu.runs.highlights import find_highlights
from dophu.runs.record import read_record
from dophu.snapshots import Snapshot


def write_english(edition: Path, campaign: Path, target: Path) -> Path:
    """Copy an edition and write its page, documents and charts' words in English.

    The tables stay, and pictures that hold no text; instead of the notebooks, which are
    in Vietnamese, what they say stands in ``sentences.txt``, with the screen's lines.
    """
    shutil.copytree(edition, target, ignore=shutil.ignore_patterns("notebooks"))
    record = read_record(edition)
    week = dophu.load(campaign, record["as_of"])
    about = about_date(week.campaign, week.as_of, week.missing, "en")
    listing = target / "charts" / "charts.json"
    entries = json.loads(listing.read_text(encoding="utf-8"))
    drawn = {chart.name: chart for chart in dophu.draw_charts(week, language="en")}
    for entry in entries:
        chart = drawn[entry["name"]]
        entry |= {"title": chart.title, "subtitle": chart.subtitle, "alt": chart.alt}
        label = f'<svg role="img" aria-label={quoteattr(chart.alt)}></svg>'
        (target / "charts" / f"{chart.name}.svg").write_text(label, encoding="utf-8")
    listing.write_text(json.dumps(entries), encoding="utf-8")
    highlights = tuple(find_highlights(target, about))
    hamlets = week.manifest["hamlets"]
    facts = Facts(
        about=about,
        campaign=week.campaign.name,
        edition=record["edition"],
        gate=record["gate"],
        version=dophu.__version__,
        received=sum(hamlet["received"] for hamlet in hamlets),
        hamlets=len(hamlets),
        inputs=len(record["inputs"]),
        enrolled=week.campaign.counts_as_enrolled,
        highlights=highlights,
    )
    write_documents(target, facts)
    write_page(target, facts)
    reported = "\n".join([*highlights, *_of_notebooks(week)])
    (target / "sentences.txt").write_text(reported, encoding="utf-8")
    return target


def _of_notebooks(week: Snapshot) -> Iterator[str]:
    about = dophu.about(week, "en")
    gaps, reasons = dophu.gaps(week), dophu.reasons(week)
    recovered = dophu.recovered_by_reason(week)
    yield from dophu.say_pace(dophu.progress(week), about)
    yield from dophu.say_obstacles(gaps, reasons, recovered, about)
    yield repr(dophu.show(dophu.total_gaps(gaps), about))
