"""The rules that placed a child: which source decided its status, hamlet, age group.

A rule is named by the number of its table in ``docs/rules.md``, an issue by its code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dophu.ages import UNKNOWN, completed_years
from dophu.campaign.decisions import SAME, Decision
from dophu.campaign.settings import ENROLLED, LANGUAGES
from dophu.catalogue.numbers import format_date
from dophu.catalogue.sentences import say
from dophu.persons.record import AGE, ENROLMENT
from dophu.rosters.door.answer import SOURCE as DOOR
from dophu.tables.why.evidence import ROSTER, Evidence, Source
from dophu.text import comparison_key

BOOK = {
    "why_status_roster": "03", "why_status_enrolment": "03", "why_status_both": "03",
    "why_status_nobody": "03", "why_status_door": "03",
    "why_status_lesser": "18", "why_status_newer": "18",
    "why_status_word": "04", "why_status_outside": "04",
    "why_hamlet_cell": "08", "why_hamlet_above": "08", "why_hamlet_section": "08",
    "why_hamlet_sheet": "08", "why_hamlet_title": "08", "why_hamlet_file": "08",
    "why_hamlet_address": "21", "why_age_day": "02", "why_age_month": "02",
    "why_age_year": "02", "why_age_age": "15", "why_age_span": "02",
    "why_age_none": "02", "why_age_several": "14",
}  # fmt: skip
"""The table of ``docs/rules.md`` behind each sentence; others rest on an issue alone,
on a decision, or on another date."""

LESSER, NEWER = ("DS-39", "DS-40"), "DS-41"
MOVES = ("TN-10", "TN-11", "TN-15", "DS-16")
BIRTHS = ("DS-21", "DS-22")
ASKED_ALONE = ("DS-09", "DS-07")


@dataclass(frozen=True)
class Rule:
    """Why a child has its status, hamlet, age group or presence, in a sentence.

    ``sources`` are the rows that decided it; ``codes`` issues that bear on it.
    """

    key: str
    details: dict[str, Any] = field(default_factory=dict, hash=False)
    codes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def say(self, language: str) -> str:
        """Give the sentence with the number of its rule and its issues in brackets."""
        words = say(self.key, language, **{
            name: value[language] if isinstance(value, dict) else value
            for name, value in self.details.items()
        })  # fmt: skip
        rule = BOOK.get(self.key)
        reported = [say("why_rule", language, rule=rule)] if rule else []
        reported += dict.fromkeys(self.codes)
        return f"{words} ({', '.join(reported)})" if reported else words


def status_rule(one: Evidence) -> Rule:
    """Give which source decided the status of a child."""
    person, codes = one.person, _codes(one.sources)
    roster = [s for s in one.sources if s.source == ROSTER]
    enrolment = [s for s in one.sources if s.source == ENROLMENT]
    by_list = person.roster_status == person.status
    by_result = person.enrolment_status == person.status
    if person.door_status == person.status and not (by_list or by_result):
        answers = tuple(s for s in one.sources if s.source == DOOR)
        return Rule("why_status_door", {"place": person.door_source}, sources=answers)
    if person.roster_status is None and person.enrolment_status is None:
        alone = [c for c in ASKED_ALONE if c in codes]
        return Rule("why_status_nobody", codes=tuple(alone))
    # It is told at the row that does not count, which may be the hamlet's.
    at = _codes(enrolment) if person.status in ENROLLED else codes
    disagree = [c for c in (*LESSER, NEWER) if c in at]
    if by_result and (disagree or not by_list):
        found = [s for s in enrolment if s.status == person.status] or enrolment
        if disagree:
            key = "why_status_newer" if disagree == [NEWER] else "why_status_lesser"
            return Rule(key, codes=tuple(disagree), sources=tuple(found))
        return Rule("why_status_enrolment", _dated(one, found), sources=tuple(found))
    saying = _saying(roster, person.status)
    if decided := _decided_word(one, saying):
        line = {"line": int(decided.place[2])}
        return Rule("why_status_word", line, sources=tuple(saying))
    reported = [c for c in (*LESSER, NEWER) if c in codes]
    if reported and not by_result:
        key = "why_status_newer" if reported == [NEWER] else "why_status_lesser"
        return Rule(key, codes=tuple(reported), sources=tuple(saying))
    held = tuple(c for c in ASKED_ALONE if c in _codes(saying))
    if by_result:
        both = [*saying, *(s for s in enrolment if s.status == person.status)]
        return Rule("why_status_both", codes=held, sources=tuple(both))
    if saying and saying[0].reported and not saying[0].reported.cells:
        return Rule("why_status_outside", sources=tuple(saying))
    return Rule("why_status_roster", _dated(one, saying), held, tuple(saying))


def _saying(roster: list[Source], status: str) -> list[Source]:
    """Give the rows that have a status; one left empty counts as not done."""
    stated = [s for s in roster if s.status == status]
    if not stated and status not in ENROLLED:
        stated = [s for s in roster if s.status is None]
    return stated or roster


def _decided_word(one: Evidence, sources: Iterable[Source]) -> Decision | None:
    """Give the decision by which a word of the rows was understood, if one was."""
    decisions = one.week.campaign.decisions
    words = {
        comparison_key(cell.text): source.file
        for source in sources if source.reported
        for cell in source.reported.cells
    }  # fmt: skip
    for line in decisions.lines:
        key = comparison_key(line.value)
        if line.kind == "status" and key in words:
            if key in decisions.of("status", words[key]):
                return line
    return None


def _dated(one: Evidence, sources: list[Source]) -> dict[str, Any]:
    """State of which date the list is, where it is not of the date asked about."""
    days = {source.week.as_of for source in sources} - {one.week.as_of}
    if not days:
        return {"when": ""}
    last = max(days)
    return {
        "when": {
            language: " "
            + say("why_of_date", language, date=format_date(last, language))
            for language in LANGUAGES
        }
    }


def hamlet_rule(one: Evidence) -> Rule:
    """Give what decided the hamlet of a child."""
    person, week = one.person, one.week
    if line := _line(one, "move"):
        return Rule("why_hamlet_decided", {"line": int(line.place[2])})
    here = [
        s for s in one.sources
        if s.reported and s.reported.values["hamlet_id"] == person.hamlet_id
    ]  # fmt: skip
    codes = tuple(c for c in MOVES if c in _codes(one.sources))
    own = [s for s in here if s.source == ROSTER] or here
    if "TN-10" in codes or not own:
        reported = {
            s.reported.values["hamlet_id"] for s in one.sources if s.reported
        } - {None}
        passed = week.campaign.events.whole(
            min((s.week.as_of for s in one.sources), default=week.as_of), week.as_of
        )
        joined = person.hamlet_id in {passed.get(h) for h in reported}
        key = "why_hamlet_event" if joined else "why_hamlet_kept"
        return Rule(key, codes=codes)
    return Rule(
        f"why_hamlet_{own[0].reported.hamlet_by or 'cell'}", {}, codes, (own[0],)
    )


def age_rule(one: Evidence, group: str) -> Rule:
    """Give which birth decided the age group of a child; no birth date is named.

    ``group`` is empty of a child who does not count.
    """
    person, as_of = one.person, one.week.as_of
    codes = tuple(c for c in BIRTHS if c in _codes(one.sources))
    if person.birth_from is None or person.birth_to is None:
        return Rule("why_age_none", codes=codes)
    # A child on a list is born: days after the date do not count (children.py).
    last = max(person.birth_from, min(person.birth_to, as_of))
    ages = {completed_years(day, as_of) for day in (person.birth_from, last)}
    years = {day.year for day in (person.birth_from, last)}
    details = {"years": _span(ages), "born": _span(years)}
    sources = tuple(
        s for s in one.sources
        if s.reported and s.reported.values["birth_from"] == person.birth_from
        and s.reported.values["birth_to"] == person.birth_to
    )  # fmt: skip
    if codes:
        return Rule("why_age_several", details, codes, sources)
    if group == UNKNOWN:
        return Rule("why_age_span", details, codes, sources)
    precision = (
        person.precision if person.precision in ("month", "year", AGE) else "day"
    )
    return Rule(f"why_age_{precision}", details, codes, sources)


def _span(numbers: set[int]) -> str:
    return "–".join(str(number) for number in sorted(numbers))


def presence_rule(one: Evidence) -> Rule | None:
    """Give why a child that is not simply on the lists is counted, or no longer is."""
    person, codes = one.person, _codes(one.sources)
    if line := _line(one, "presence"):
        return Rule(f"why_decided_{line.decision}", {"line": int(line.place[2])})
    if person.presence == "present" and person.last_seen == one.week.as_of:
        return None
    if person.presence == "present":
        here = (s for s in one.sources if s.week.as_of == one.week.as_of)
        met = any(source.source == DOOR for source in here)
        is_met = met and person.hamlet_id not in one.week.missing
        return Rule("why_met" if is_met else "why_carried", {"date": _day(one)})
    if "PH-15" in codes:
        return Rule("why_gone_at_door", codes=("PH-15",))
    reported = tuple(c for c in ("DS-38", *LESSER, NEWER) if c in codes)
    if person.presence == "to_verify" and person.last_seen != one.week.as_of:
        return Rule("why_unlisted", {"date": _day(one)})
    return Rule(f"why_is_{person.presence}", codes=reported)


def _day(one: Evidence) -> dict[str, str]:
    day = one.person.last_seen
    return {lang: format_date(day, lang) if day else "–" for lang in LANGUAGES}


def _line(one: Evidence, kind: str) -> Decision | None:
    """Give the last decision of a kind on a child by its id."""
    lines = one.week.campaign.decisions.lines
    own = [ln for ln in lines if ln.kind == kind and ln.value == one.person.person_id]
    # Of several lines on one child the last one holds.
    return own[-1] if own else None


def join_rule(source: Source, first: Source, one: Evidence) -> Rule | None:
    """Report why a row is joined to the first one of a child; None of the first."""
    if source.links:
        code, why = source.links[-1]
        return Rule("why_joined", {"why": why}, (code,))
    if source is first or source.reported is None or first.reported is None:
        return None
    mine, other = source.reported.values, first.reported.values
    answer = mine.get("door")
    if answer is not None and answer.key.person_id == one.person.person_id:
        return Rule("why_joined_key")
    if mine["number"] and mine["number"] == other["number"]:
        return Rule("why_joined_number")
    if all(mine[k] == other[k] for k in ("name_key", "birth_from", "birth_to")):
        return Rule("why_joined_name")
    for line in one.week.campaign.decisions.lines:
        is_of = one.person.person_id in line.value.split()
        if line.kind == "same_child" and line.decision == SAME and is_of:
            return Rule("why_joined_decided", {"line": int(line.place[2])})
    return Rule("why_joined_before")


def _codes(sources: Iterable[Source]) -> list[str]:
    return [code for source in sources for code in source.issues]
