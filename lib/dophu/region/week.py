"""A date of a region, opened: what its notebook counts, shows and draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from dophu.ages import UNKNOWN
from dophu.campaign.hamlet_changes import HamletEvents
from dophu.catalogue.about import About
from dophu.catalogue.drive_texts import texts_named
from dophu.catalogue.sentences import say
from dophu.region import tables
from dophu.region.mergers import gone_units
from dophu.region.problems import list_problems
from dophu.region.rollup import Rollup
from dophu.region.settings import Listed, Region
from dophu.tables.changes import COUNTS
from dophu.tables.pace import ALL
from dophu.tables.ranking import rank_rows

if TYPE_CHECKING:
    from dophu.charts import Chart

CHARTS = {
    "card": ("history", "reasons", "pace", "changes"),
    "ranked": ("gaps",),
    "organ": ("gaps",),
    "heat": ("gaps",),
    "dumbbell": ("history",),
    "smalls": ("history",),
    "waterfall": ("changes",),
    "burndown": ("history", "pace"),
    "reasons": ("reasons",),
    "reach": ("gaps", "reasons"),
}
"""The charts of a region by name, and the tables that each is drawn from."""

SMALLS = 60
"""Units up to which each has a small chart of its own."""


@dataclass(frozen=True)
class RegionWeek:
    """A date of a region: its units' roll-ups, in the order of the region.

    ``silent`` are units of which nothing was ever sent; ``past`` the last roll-ups of
    units that are no more, by ``events``.
    """

    region: Region
    as_of: date
    rollups: tuple[Rollup, ...]
    silent: tuple[Listed, ...] = ()
    events: HamletEvents = tables.NO_EVENTS
    past: tuple[Rollup, ...] = ()
    group_of: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def deadline(self) -> date:
        """The region's deadline, else the last of its units'."""
        return self.region.deadline or max(r.deadline for r in self.rollups)

    @cached_property
    def missing(self) -> dict[str, date | None]:
        """Units that sent no list of the date, and the day their figures are of."""
        found: dict[str, date | None] = {}
        for rollup in self.rollups:
            if rollup.as_of != self.as_of or not rollup.has_lists:
                last = tables.last_received(rollup)
                found[rollup.unit] = date.fromisoformat(last) if last else None
        return found | dict.fromkeys((unit.unit for unit in self.silent), None)

    @cached_property
    def names(self) -> dict[str, str]:
        """The units' names by code, in the region's order."""
        named = {r.unit: r.unit_name for r in self.rollups}
        return named | {unit.unit: unit.name for unit in self.silent}

    def about(self, language: str = "") -> About:
        """Gather what every chart and page must say of the region's figures."""
        language = language or self.region.language
        first = self.rollups[0]
        # The places of a region are its units.
        words = {
            key: {lang: say(f"region_{key}", lang) for lang in ("vi", "en")}
            for key in ("place", "places")
        }
        return About(
            unit_name=self.region.unit_name,
            as_of=self.as_of,
            deadline=self.deadline,
            age_groups=first.age_groups,
            language=language,
            simulated=self.region.simulated or any(r.simulated for r in self.rollups),
            applied_counts="applied" in first.counts_as_enrolled,
            missing=tuple((self.names[u], day) for u, day in self.missing.items()),
            words=words | self.region.words,
            texts=texts_named(first.drive, first.reason_labels),
        )

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The gap of each unit and age group, as ``gaps.csv`` of a region."""
        return self._with_silent(tables.unit_gaps(self.rollups))

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The ledger of each unit and age group."""
        return self._with_silent(tables.unit_changes(self.rollups, self.as_of))

    @cached_property
    def reasons(self) -> pd.DataFrame:
        """Why children of each unit have no card yet."""
        return tables.unit_reasons(self.rollups)

    @cached_property
    def history(self) -> pd.DataFrame:
        """The gaps of each unit on all dates up to this one."""
        found = tables.unit_history(self.rollups, self.as_of, self.events, self.past)
        if not self.silent:
            return found
        days = [d.assign(as_of=day) for day in found["as_of"].unique()
                for d in [self._of_silent()]]  # fmt: skip
        table = pd.concat([found, *days], ignore_index=True)
        return table.sort_values("as_of", kind="stable").reset_index(drop=True)

    @cached_property
    def pace(self) -> pd.DataFrame:
        """The pace of each unit, and of the region last."""
        found = tables.unit_pace(
            self.rollups, self.as_of, self.deadline, list(self.missing)
        )
        if not self.silent:
            return found
        silent = self._of_silent((*self.groups, ALL)).assign(
            state="not_sent", days_left=(self.deadline - self.as_of).days
        )
        at = found["hamlet_id"] != ALL
        return pd.concat([found[at], silent, found[~at]], ignore_index=True)

    @cached_property
    def quality(self) -> pd.DataFrame:
        """What is known of the lists of each unit."""
        found = tables.unit_quality(self.rollups, self.as_of)
        if not self.silent:
            return found
        silent = self._of_silent(("",)).drop(columns="age_group")
        return pd.concat(
            [found, silent.assign(received=False, last_received="")],
            ignore_index=True,
        )

    @cached_property
    def issues(self) -> pd.DataFrame:
        """What a person of the region should look at, a row a unit and cause."""
        return list_problems(self)

    @property
    def gate(self) -> str:
        """``READY`` where every unit sent and is ready, else ``REVIEW``."""
        reported = self.issues["severity"] != "info"
        return "REVIEW" if reported.any() else "READY"

    @property
    def made_of(self) -> dict[str, list[Rollup]]:
        """Give the units that others became part of, with the figures of those."""
        became = gone_units(self.events, self.as_of)
        found: dict[str, list[Rollup]] = {}
        for rollup in self.past:
            for new in became.get(rollup.unit, ()):
                if new in self.names:
                    found.setdefault(new, []).append(rollup)
        return found

    @property
    def groups(self) -> tuple[str, ...]:
        """Codes of the age groups, ``unknown`` last."""
        return (*self.rollups[0].age_groups.codes, UNKNOWN)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give all tables of the region by the name of their file."""
        rows = pd.DataFrame(columns=["file", "sheet", "row", "outcome", "issues",
                                     "person_id"])  # fmt: skip
        restated = pd.DataFrame(columns=["hamlet_id", "hamlet", "age_group",
                                         "published", "now", "difference"])  # fmt: skip
        hamlets = {
            f"hamlet_{name}": tables.by_hamlet(self.rollups, name)
            for name in ("gaps", "changes", "pace")
        }
        return {
            "gaps": self.gaps, "changes": self.changes, "reasons": self.reasons,
            "pace": self.pace, "quality": self.quality, "issues": self.issues,
            "restatement": restated, "rows": rows, **hamlets,
        }  # fmt: skip

    def ranked(self) -> pd.DataFrame:
        """Rank the units, the most children without a card first, all of them last."""
        counts = ["persons", "enrolled", "gap"]
        table = self.gaps.groupby("hamlet", sort=False)[counts].sum(min_count=1)
        table = rank_rows(table)
        every = self.gaps[counts].sum(min_count=1).rename("all").to_frame().T
        table = pd.concat([table, every.astype("Int64")]).rename_axis("hamlet")
        shares = table["enrolled"].astype("Float64") / table["persons"].astype(
            "Float64"
        )
        table.insert(3, "coverage", shares.where(table["persons"] > 0).round(4))
        return table

    def by_group(self) -> pd.DataFrame:
        """Add the units up by group, in the region's order, all of them last.

        Units of no group stand together under ``-``; ``units_sent`` are those of which
        lists of the date are there.
        """
        return tables.group_totals(self.gaps, self.group_of, self.missing)

    def run_card(self, language: str = "") -> pd.DataFrame:
        """Say in a few lines what the figures rest on."""
        stated = self.about(language)
        hamlets = sum(r.hamlets for r in self.rollups)
        sent = sum(
            r.hamlets - len(r.missing) for r in self.rollups if r.as_of == self.as_of
        )
        units = len(self.names)
        facts = {
            "card_unit": self.region.unit_name,
            "card_as_of": stated.date(self.as_of),
            "card_units_sent": f"{units - len(self.missing)}/{units}",
            "card_hamlets_all": f"{stated.count(sent)}/{stated.count(hamlets)}",
            "card_children": stated.count(int(self.gaps["persons"].sum())),
            "card_gate": self.gate,
        }
        index = [say(key, stated.language) for key in facts]
        return pd.DataFrame({"": list(facts.values())}, index=index)

    def paces(self) -> pd.DataFrame:
        """Give the pace of each unit and of the region, all ages together."""
        table = self.pace[self.pace["age_group"] == ALL]
        columns = ["hamlet", "gap", "required_per_day", "achieved_per_day",
                   "left_at_deadline", "state"]  # fmt: skip
        return table[columns].reset_index(drop=True)

    def check(self) -> str:
        """Compare the region's totals with those of the units' own tables."""
        ours = {c: int(self.gaps[c].sum()) for c in tables.PARTS[:3]}
        theirs = {
            c: sum(int(r.tables["gaps"][c].sum()) for r in self.rollups)
            for c in tables.PARTS[:3]
        }
        return f"{ours} {'==' if ours == theirs else '!='} {theirs}"

    def reporting(self) -> pd.DataFrame:
        """List the units that sent no list of the date, and their last day."""
        rows = [(self.names[unit], day) for unit, day in self.missing.items()]
        return pd.DataFrame(rows, columns=["hamlet", "last_received"])

    def draw(self, language: str = "") -> list[Chart]:
        """Draw the charts of the region."""
        # Here and not above: matplotlib's import takes as long as all else.
        from dophu import charts

        stated = self.about(language)
        names = [n for n in CHARTS if n != "smalls" or len(self.names) <= SMALLS]
        return [
            getattr(charts, f"draw_{name}")(
                about=stated, **{key: getattr(self, key) for key in CHARTS[name]}
            )
            for name in names
        ]

    def _of_silent(self, groups: tuple[str, ...] = ()) -> pd.DataFrame:
        rows = [
            (unit.unit, unit.name, group)
            for unit in self.silent
            for group in groups or self.groups
        ]
        return pd.DataFrame(rows, columns=tables.PLACE)

    def _with_silent(self, table: pd.DataFrame) -> pd.DataFrame:
        if not self.silent:
            return table
        found = pd.concat([table, self._of_silent()], ignore_index=True)
        counts = [c for c in (*tables.PARTS, *COUNTS) if c in found]
        return found.astype(dict.fromkeys(counts, "Int64"))
