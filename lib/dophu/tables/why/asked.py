"""Which figure is asked about: its hamlet, age group, column and status."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dophu.ages import UNKNOWN
from dophu.campaign.decisions import PERSON_ID
from dophu.campaign.settings import LANGUAGES, STATUSES
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.sentences import say
from dophu.snapshots import Snapshot
from dophu.tables.changes import COUNTS
from dophu.tables.selection import nearest
from dophu.text import folded_key

GAPS, CHANGES = "gaps", "changes"
"""The tables whose figures are asked about."""

COLUMNS = {
    GAPS: ("persons", "enrolled", "gap", "applied", "issued"),
    CHANGES: COUNTS,
}
"""Their columns. What both have is that of the gaps, unless it is called by its
table: ``changes.enrolled``."""


SHOWN = 20
"""Words that an error names, of those that are known."""


@dataclass(frozen=True)
class Figure:
    """What is asked about; each is '' where all hamlets, groups or statuses are.

    ``child`` is the id of one child, of whom all is asked then.
    """

    hamlet: str = ""
    age_group: str = ""
    table: str = GAPS
    column: str = "gap"
    status: str = ""
    child: str = ""


def read_figure(
    week: Snapshot,
    hamlet: str = "",
    age_group: str = "",
    column: str = "gap",
    status: str = "",
    child: str = "",
) -> Figure:
    """Understand what a person asked about, in words that the campaign knows.

    Raises
    ------
    DophuError
        TR-02 for a word that is not known, naming the nearest; TR-03 for an id that
        is no child of the campaign up to this date.
    """
    if child and not (PERSON_ID.fullmatch(child) and _is_known(week, child)):
        # What is no id may be a name, which no message repeats.
        shown = child if PERSON_ID.fullmatch(child) else "…"
        details = {"id": shown, "as_of": week.as_of.isoformat()}
        raise DophuError(Issue("TR-03", details=details), week.campaign.language)
    table, name = _column(week, column)
    if status:
        status = _find(week, "status", status, _statuses(week))
    group = _find(week, "age_group", age_group, _groups(week)) if age_group else ""
    return Figure(_hamlet(week, hamlet), group, table, name, status, child)


def _is_known(week: Snapshot, child: str) -> bool:
    import narwhals.stable.v2 as nw

    return any(
        len(one.persons.filter(nw.col("person_id") == child).collect())
        for one in reversed(week.series())
    )


def _hamlet(week: Snapshot, word: str) -> str:
    """Give the id of a hamlet named by id, name or spelling."""
    if not word:
        return ""
    names = week.campaign.hamlets.names
    ids = {folded_key(hamlet): hamlet for hamlet in names}
    found = ids.get(folded_key(word))
    found = found or week.campaign.hamlet_index(week.as_of).find(word)
    if found:
        return found
    known = [*names, *names.values()]
    raise _unknown(week, "hamlet", word, known)


def _column(week: Snapshot, word: str) -> tuple[str, str]:
    table, _, name = word.rpartition(".")
    for candidate in (table,) if table else (GAPS, CHANGES):
        if name in COLUMNS.get(candidate, ()):
            return candidate, name
    known = [*COLUMNS[GAPS], *COLUMNS[CHANGES], "changes.enrolled"]
    raise _unknown(week, "column", word, known)


def _groups(week: Snapshot) -> dict[str, str]:
    groups = week.campaign.age_groups
    words = {code: code for code in (*groups.codes, UNKNOWN)}
    for language in LANGUAGES:
        words |= {groups.label(code, language): code for code in groups.codes}
        words[say("age_unknown", language)] = UNKNOWN
    return words


def _statuses(week: Snapshot) -> dict[str, str]:
    words = {code: code for code in STATUSES}
    for language in LANGUAGES:
        words |= {say(f"status_{code}", language): code for code in STATUSES}
    return words


def _find(week: Snapshot, column: str, word: str, words: dict[str, str]) -> str:
    keys = {_plain(known): code for known, code in words.items()}
    code = keys.get(_plain(word))
    if code is None:
        raise _unknown(week, column, word, words)
    return code


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", folded_key(word))


def _unknown(
    week: Snapshot, column: str, word: str, known: Iterable[str]
) -> DophuError:
    known = list(dict.fromkeys(known))
    details = {
        "what": phrase(f"asked_{column}"),
        "value": word[:60],
        "near": nearest(word, known),
        "known": ", ".join(known[:SHOWN]) + (", …" if len(known) > SHOWN else ""),
    }
    return DophuError(Issue("TR-02", details=details), week.campaign.language)
