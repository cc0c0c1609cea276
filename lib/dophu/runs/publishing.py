"""From an internal edition to a public one: rounded, attacked, written whole or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dophu.campaign.recorded import about_recorded
from dophu.catalogue.about import About
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.refusals import writing_to
from dophu.disclosure.claims import Claims, Key, Week
from dophu.disclosure.public_table import FEW_CHILDREN, PublicTable, round_gaps
from dophu.disclosure.rule import FEW, Rounded, Rule
from dophu.disk import flush, flush_folder
from dophu.findings.public import say_change
from dophu.runs.editions import newest, open_stage, patiently
from dophu.runs.public_files import (
    SHELF,
    check_public,
    listed,
    public_name,
    write_list,
)
from dophu.runs.public_log import (
    BEGUN,
    DONE,
    Entry,
    children_of,
    read_log,
    write_log,
)
from dophu.runs.public_writing import Statement, write_public
from dophu.runs.record import FILE as RECORD
from dophu.runs.record import check_edition, digest_of, read_week_record

if TYPE_CHECKING:
    from dophu.tables.by_hamlet import GapTable

APART = 7
"""Days between two public editions at least: from day to day so few children are done
that a step of the rounded figure tells the exact one."""


@dataclass(frozen=True)
class Asked:
    """How an edition is to be published: by which rule, in which form, who says so."""

    rule: Rule = Rule()
    form: str = "bands"
    reason: str = ""
    approved_by: str = ""


@dataclass(frozen=True)
class Published:
    """What came of it: the folder, its page, its number of files, and how it was."""

    folder: Path
    page: Path
    files: int
    reused: bool
    gate: str


def publish_edition(edition: Path, asked: Asked, language: str = "") -> Published:
    """Publish an edition of a campaign beside the folders of its reports.

    The folder is ``<reports>/cong_khai/<unit>/cong_khai_<unit>_<as_of>``. Figures are
    rounded, then attacked together with all that was made public before; where they
    tell an exact number, nothing is published. A smaller form in their place would tell
    that the fuller one told too much, and from that the number can be worked out.

    Raises
    ------
    DophuError
        CK-01 to CK-07, where nothing was made public; CH-04, CH-06, CH-07.
    """
    edition = edition.absolute()
    record = read_week_record(edition)
    if issues := check_edition(edition):
        raise DophuError(issues)
    as_of = date.fromisoformat(record["as_of"])
    latest = newest(edition.parent, as_of)
    if latest is not None and latest != edition:
        details = {"folder": str(edition), "newest": latest.name}
        raise DophuError(Issue("CK-05", details=details))
    about, table = _read(edition, record, language)
    if sum(place.persons for place in table.sent) < FEW:
        raise DophuError(Issue("CK-07", details={"few": FEW}))
    shelf = edition.parents[1] / SHELF / record["unit"]
    with writing_to(shelf), open_stage(shelf) as stage:
        return _Publishing(edition, record, about, table, asked, shelf).make(stage)


def _read(
    edition: Path, record: dict[str, Any], language: str
) -> tuple[About, GapTable]:
    import pandas as pd

    from dophu.tables.by_hamlet import read_gaps

    text = {"hamlet_id": "str", "hamlet": "str", "age_group": "str"}
    gaps = pd.read_csv(
        edition / "tables" / "gaps.csv", dtype=text, keep_default_na=False,
        # In these alone: a hamlet's name may read as a missing value.
        na_values={"persons": [""], "enrolled": [""], "gap": [""]},
    )  # fmt: skip
    never = list(dict.fromkeys(gaps.loc[gaps["persons"].isna(), "hamlet"]))
    as_of = date.fromisoformat(record["as_of"])
    language = language or record["parameters"].get("language") or "vi"
    try:
        about = about_recorded(record["campaign"], as_of, language, never)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DophuError(Issue("CK-06", details={"folder": str(edition)})) from None
    return about, read_gaps(gaps, about)


@dataclass
class _Publishing:
    """An edition that is being published, and what was made public before."""

    edition: Path
    record: dict[str, Any]
    about: About
    table: GapTable
    asked: Asked
    shelf: Path

    def make(self, stage: Path) -> Published:
        unit_folder = self.edition.parent
        log = read_log(unit_folder, self.shelf)
        same = [entry for entry in log if entry.as_of == self.record["as_of"]]
        others = [entry for entry in log if entry not in same]
        if same and not self._is_same(same[0]):
            details = {"as_of": self.about.date(self.about.as_of)}
            raise DophuError(Issue("CK-02", details=details))
        if same and (self.shelf / same[0].folder).is_dir():
            if same[0].state != DONE:  # its run was killed with the last step to do
                write_log(unit_folder, [*others, replace(same[0], state=DONE)])
            return self._reuse(same[0])
        looser = self._looser(others)
        public = self._withstanding(others)
        before = [entry for entry in others if entry.day < self.about.as_of]
        name = public_name(self.record["unit"], self.record["as_of"])
        stated = Statement(
            self.about,
            self.record["campaign"]["name"],
            public,
            self._change(public, before),
            self.about.say("public_looser", **self._who) if looser else "",
        )
        write_public(stage, name, stated)
        digest = write_list(stage, name)
        entry = Entry(
            as_of=self.record["as_of"],
            edition=self.edition.name,
            record_sha256=digest_of(self.edition / RECORD),
            folder=name,
            state=BEGUN,
            threshold=self.asked.rule.threshold,
            base=self.asked.rule.base,
            wanted=self.asked.form,
            form=self.asked.form,
            figures=[list(figure) for figure in public.figures()],
            digest=digest,
            children=children_of(self._persons),
            **(self._who if looser else dict.fromkeys(self._who, "")),
        )
        # Begun is written first: what is made public is never without its entry.
        write_log(unit_folder, [*others, entry])
        flush(stage)
        patiently(lambda: stage.rename(self.shelf / name))
        flush_folder(self.shelf)
        write_log(unit_folder, [*others, replace(entry, state=DONE)])
        return self._published(name, reused=False)

    @property
    def _who(self) -> dict[str, str]:
        return {"reason": self.asked.reason, "approved_by": self.asked.approved_by}

    def _change(self, public: PublicTable, before: Sequence[Entry]) -> str:
        """Say what changed since the public edition before, in rounded figures."""
        if not before:
            return ""
        last = before[-1]
        (shown,) = [shown for what, _, shown in last.figures if what == "total"]
        if shown == FEW_CHILDREN:
            return ""
        stated = Rounded.read(shown, last.rule)
        return say_change(public, stated, last.day, self.about)

    def _published(self, name: str, reused: bool) -> Published:
        folder = self.shelf / name
        page, gate = folder / f"{name}.html", self.record["gate"]
        return Published(folder, page, listed(folder), reused, gate)

    def _is_same(self, entry: Entry) -> bool:
        """Test whether the same would be said as was said of this date."""
        if (entry.rule, entry.wanted) != (self.asked.rule, self.asked.form):
            return False
        public = round_gaps(self.table, entry.rule, entry.form)
        return [list(figure) for figure in public.figures()] == entry.figures

    def _reuse(self, entry: Entry) -> Published:
        if issues := check_public(self.shelf / entry.folder):
            raise DophuError(issues)
        return self._published(entry.folder, reused=True)

    def _looser(self, others: Sequence[Entry]) -> bool:
        """Test whether a reason is needed; CK-01 where it is and is not given."""
        why = []
        if self.asked.rule.is_looser:
            why.append(phrase("public_rule"))
        own = self.asked.rule, self.asked.form
        for entry in others:
            days = abs((entry.day - self.about.as_of).days)
            day = {lang: self._in(lang).day(entry.day) for lang in ("vi", "en")}
            if (entry.rule, entry.wanted) != own:
                why.append(_dated("public_other_form", day))
            if days < APART:
                why.append(_dated("public_too_soon", day, days=APART))
        if why and not (self.asked.reason.strip() and self.asked.approved_by.strip()):
            what = {lang: "; ".join(w[lang] for w in why) for lang in ("vi", "en")}
            raise DophuError(Issue("CK-01", details={"what": what}))
        return bool(why)

    def _in(self, language: str) -> About:
        return replace(self.about, language=language)

    def _withstanding(self, others: Sequence[Entry]) -> PublicTable:
        """Round the figures; CK-03 where an exact number can be worked out of them."""
        public = round_gaps(self.table, self.asked.rule, self.asked.form)
        # A looser rule has a reason and an approver by now: without them CK-01 ended
        # it.
        if self.asked.rule.is_looser:
            return public
        now = Week(self.asked.rule, public.figures(), self._persons)
        before = {entry.as_of: entry.week for entry in others}
        known = _recovered({**before, self.record["as_of"]: now})
        # What an edition rounded less by a decision gives away is known without this.
        if known and (known := known - _recovered(before)):
            raise DophuError(Issue("CK-03", details={"n": len(known)}))
        return public

    @property
    def _persons(self) -> dict[tuple[str, str], int]:
        return {
            (place.hamlet_id, code): int(of)
            for place in self.table.sent
            for code, of in zip(self.table.codes, place.group_persons, strict=True)
        }


def _recovered(weeks: Mapping[str, Week]) -> set[tuple[str, Key]]:
    """List the numbers that can be worked back of weeks by date, each with its date."""
    days = sorted(weeks)
    if not days:
        return set()
    return {(days[n], key) for n, key in Claims([weeks[d] for d in days]).recovered()}


def _dated(key: str, day: dict[str, str], **values: object) -> dict[str, str]:
    return {lang: phrase(key, day=day[lang], **values)[lang] for lang in ("vi", "en")}
