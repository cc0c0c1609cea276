"""One date of a campaign, read and matched: its children, rows, issues and account."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dophu.campaign.config import Campaign
from dophu.campaign.hamlets import Hamlets
from dophu.catalogue.cards import card_html, card_text
from dophu.catalogue.columns import OUTCOMES
from dophu.catalogue.issues import SEVERITIES, Issue, phrase
from dophu.persons import Person
from dophu.persons.enrolments import SET_ASIDE
from dophu.snapshots.card_facts import card_facts
from dophu.snapshots.children import child_frame
from dophu.snapshots.keys import snapshot_keys
from dophu.snapshots.seal import is_whole
from dophu.snapshots.store import (
    KNOWN,
    PAIRS,
    PERSONS,
    ROWS,
    people_columns,
    read_manifest,
    read_people,
    row_columns,
    snapshot_folder,
    typed,
)
from dophu.snapshots.stored import make_stored

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pandas as pd

    from dophu.snapshots.making import Made


@dataclass(frozen=True)
class Snapshot:
    """One date of a campaign, read and matched.

    It stands in ``folder``, unless it was made for one look and is ``unstored``.
    ``published`` is the edition that was published before it, where that is known.
    Beside one that is only ``looked_at`` nothing is written.
    """

    campaign: Campaign
    as_of: date
    folder: Path
    unstored: Made | None = None
    published: Path | None = None
    looked_at: bool = False

    def __repr__(self) -> str:
        """Say in a line which date it is and what it comes to; no child's data."""
        return card_text(card_facts(self), self.campaign.language)

    def _repr_html_(self) -> str:
        return card_html(card_facts(self), self.campaign.language)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Inputs, files, sheets by outcome, hamlets received, issues and gate."""
        made = self.unstored
        return made.manifest if made else read_manifest(self.folder)

    @cached_property
    def counted(self) -> dict[Hashable, Any]:
        """What was counted of this date already, by what it is."""
        return {}

    @property
    def gate(self) -> str:
        """``READY``, ``REVIEW`` or ``BLOCKED``."""
        return self.manifest["gate"]

    @property
    def issues(self) -> list[Issue]:
        """The issues of this date, in the order found."""
        return [Issue(**entry) for entry in self.manifest["issues"]]

    @property
    def hamlets(self) -> Hamlets:
        """The hamlets that are shown: those of the date, and any that hold children."""
        ids = [hamlet["hamlet_id"] for hamlet in self.manifest["hamlets"]]
        every = {h.hamlet_id: h for h in self.campaign.hamlets.hamlets}
        return Hamlets(tuple(every[hamlet] for hamlet in ids))

    @property
    def missing(self) -> dict[str, date | None]:
        """Hamlets that sent nothing for this date, and when they last sent a list."""
        return {
            h["hamlet_id"]: (
                date.fromisoformat(h["last_received"]) if h["last_received"] else None
            )
            for h in self.manifest["hamlets"]
            if not h["received"]
        }

    def series(self) -> list[Snapshot]:
        """Open all dates up to this one, oldest first, this one last.

        They are as read today, from the same files and decisions as this one: what
        was published of them then may have been something else.
        """
        return list(self._series)

    @cached_property
    def _series(self) -> list[Snapshot]:
        campaign, made, looked_at = self.campaign, self.unstored, self.looked_at
        if made is not None:
            last = Snapshot(campaign, self.as_of, Path(), made)
            if made.before is None:
                return [last]
            if isinstance(made.before, Path):
                day = date.fromisoformat(read_manifest(made.before)["as_of"])
                before = Snapshot(campaign, day, made.before, looked_at=True)
            else:
                day = date.fromisoformat(made.before.manifest["as_of"])
                before = Snapshot(campaign, day, Path(), made.before)
            return [*before.series(), last]
        keys = snapshot_keys(campaign, self.as_of)
        folders = {d: snapshot_folder(campaign.folder, d, keys[d]) for d in keys}
        if not looked_at and not all(map(is_whole, folders.values())):
            make_stored(campaign, self.as_of)
        return [
            Snapshot(campaign, day, folder, looked_at=looked_at)
            for day, folder in folders.items()
        ]

    @property
    def persons(self) -> nw.LazyFrame[Any]:
        """One row a child (see ``persons.Person``), lazily read by DuckDB."""
        return self._scan(PERSONS)

    @property
    def source_rows(self) -> nw.LazyFrame[Any]:
        """One row a source row: place, kind, outcome, issues; no value of a child."""
        return self._scan(ROWS)

    def _scan(self, name: str) -> nw.LazyFrame[Any]:
        import duckdb
        import narwhals.stable.v2 as nw

        made = self.unstored
        if made is None:
            return nw.from_native(duckdb.read_parquet(str(self.folder / name)))
        if name not in self.counted:  # typed once: it is asked for several times
            is_rows = name == ROWS
            columns = row_columns(made.rows) if is_rows else people_columns(made.people)
            self.counted[name] = nw.from_native(typed(columns, duckdb))
        return self.counted[name]

    @property
    def known(self) -> list[Person]:
        """Records that are no child of their own: see ``persons.Matched.known``."""
        made = self.unstored
        return made.known if made else read_people(self.folder, KNOWN)

    @property
    def people(self) -> list[Person]:
        """The children as records, in the order of the lists."""
        made = self.unstored
        return made.people if made else read_people(self.folder)

    @property
    def pairs(self) -> list[tuple[Person, Person]]:
        """The records of the possible links, as they were compared."""
        made = self.unstored
        records = made.pairs if made else read_people(self.folder, PAIRS)
        return list(zip(records[::2], records[1::2], strict=True))

    def doubts_table(self, language: str = "") -> pd.DataFrame:
        """List the pairs that may be one child, for a person to decide.

        Columns ``first`` and ``second`` (person ids), ``first_place`` and
        ``second_place`` (file, sheet, row), ``counted`` (1 or 2: as how many
        children they count until then; 1 where one is an enrolment that is set
        aside) and ``why`` in a language; no child's data.
        """
        import pandas as pd

        language = language or self.campaign.language
        reported = zip(self.manifest["doubts"], self.pairs, strict=True)
        lines = [
            [d["first"], d["second"], first.place, second.place,
             1 if d["once"] or d["code"] == SET_ASIDE else 2, d["why"][language]]
            for d, (first, second) in reported
        ]  # fmt: skip
        columns = ["first", "second", "first_place", "second_place", "counted", "why"]
        return pd.DataFrame(lines, columns=columns)

    def rows_table(self) -> pd.DataFrame:
        """Say what became of every source row, in the order read.

        Columns ``file``, ``sheet`` ('' for CSV), ``row`` (as Excel shows it),
        ``outcome``, ``issues`` (codes, separated by spaces), ``person_id`` ('' where
        the row is about no child that is followed).
        """
        columns = ["file", "sheet", "row", "outcome", "issues", "person_id"]
        return self.source_rows.select(columns).to_native().df()

    def issues_table(self, language: str = "") -> pd.DataFrame:
        """List the issues, the worst first, with their words in a language.

        Columns ``code``, ``severity``, ``file``, ``sheet``, ``cell``, ``hamlet_id``,
        ``message``; no message holds a child's data.
        """
        import pandas as pd

        language = language or self.campaign.language
        columns = ("code", "severity", "file", "sheet", "cell", "hamlet_id")
        issues = sorted(self.issues, key=lambda i: SEVERITIES.index(i.severity))
        lines = [
            [*(getattr(i, name) for name in columns), i.message(language)]
            for i in issues
        ]
        return pd.DataFrame(lines, columns=[*columns, "message"])

    def sources_table(self, language: str = "") -> pd.DataFrame:
        """Say of every file and every sheet whether it was read, and if not, why.

        Columns ``file``, ``sheet`` ('' for CSV, and for a file that was not opened),
        ``read`` (has a list that was read), ``why`` ('' where it was read).
        """
        import pandas as pd

        language = language or self.campaign.language
        sheets: dict[str, list[tuple[str, str]]] = {}
        for entry in self.manifest["read"]:
            sheets.setdefault(entry["file"], []).append((entry["sheet"], entry["why"]))
        lines = [
            [entry["file"], sheet, not why, phrase(why)[language] if why else ""]
            for entry in self.manifest["files"]
            for sheet, why in sheets.get(entry["file"], [("", entry["skipped"])])
        ]
        return pd.DataFrame(lines, columns=["file", "sheet", "read", "why"])

    def children(self) -> pd.DataFrame:
        """List the children who count, one row each, to group and filter freely.

        Without names, personal numbers and birth dates; the rows are in the same
        order whenever they are asked for.

        Returns
        -------
        DataFrame
            ``person_id``, ``hamlet_id``, ``hamlet``, ``officer`` (of the hamlet;
            missing where ``hamlets.csv`` names none), ``age_group`` (code, or
            ``unknown``), ``birth_year`` (missing where not certain),
            ``birth_precision`` (``day``, ``month``, ``year``, ``age``, ``unknown``),
            ``sex`` (``male``, ``female``, ``unknown``), ``status``, ``has_card`` (as
            the campaign counts it), ``reason`` (code; missing of a child with a card),
            ``presence`` (``present``, ``to_verify``), ``school`` (as the list has it,
            where three children or more have it, else ``other``; missing where none is
            given), ``list`` (the file its record stands in), ``applied_date``,
            ``issued_date``, ``first_seen`` and ``last_seen`` (dates, missing where none
            is known).

        Examples
        --------
        >>> import dophu
        >>> week = dophu.load("data/sample", "2024-07-18")
        >>> kids = week.children()
        >>> len(kids), int((~kids["has_card"]).sum())
        (2472, 1472)
        >>> print(kids.groupby("sex")["has_card"].mean().round(2).to_dict())
        {'female': 0.41, 'male': 0.4}
        """
        return self._children.copy(deep=False)  # pandas copies what is written to

    @cached_property
    def _children(self) -> pd.DataFrame:
        officers = {h.hamlet_id: h.officer for h in self.hamlets.hamlets if h.officer}
        return child_frame(self.persons, self.as_of, self.campaign, officers)

    def why(self, *figure: str, **named: str) -> pd.DataFrame:
        """List the children and source rows behind a figure: see :func:`dophu.why`."""
        import dophu  # what an analyst calls, above this room

        return dophu.why(self, *figure, **named)

    def account_table(self) -> pd.DataFrame:
        """Count the rows of every sheet by what became of them: the row account.

        Columns ``file``, ``sheet``, ``rows`` and one for each outcome; ``rows`` is
        their sum in every line.
        """
        import pandas as pd

        columns = ["file", "sheet", "rows", *OUTCOMES]
        return pd.DataFrame(self.manifest["sheets"], columns=columns)
