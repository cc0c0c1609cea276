"""A roll-up: what a unit hands up of a date, counts alone and no child.

A JSON file that says what it is, on whose lists it rests, which edition has the same
figures, and the digest of itself.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.settings import is_day, is_of_languages, is_text, is_unit_code
from dophu.catalogue.drive_texts import texts_of
from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.sentences import SENTENCES
from dophu.snapshots import Snapshot
from dophu.tables.changes import changes, gap_history
from dophu.tables.gaps import gaps
from dophu.tables.pace import pace
from dophu.tables.quality import quality
from dophu.tables.reasons import reasons

KIND = "dophu-rollup"
SCHEMA = 1
ENDING = ".rollup.json"
ROLLUPS = "rollups"
"""Folder of an edition of a region that holds the roll-ups it is made from."""

TABLES = {
    "gaps": gaps,
    "changes": changes,
    "pace": pace,
    "reasons": reasons,
    "quality": quality,
    "history": gap_history,
}
"""What is handed up, each as the edition has it; the past in today's hamlets."""


@dataclass(frozen=True)
class Rollup:
    """A unit's figures of a date, without its children.

    ``missing`` names each hamlet that sent no list with the date its figures come
    from; ``edition`` is the name, the folder's digest (SHA-256 of its run.json) and
    the gate of the edition that has the same figures, empty where there is none.
    """

    unit: str
    unit_name: str
    drive: str
    campaign: str
    as_of: date
    deadline: date
    gate: str
    age_groups: AgeGroups
    counts_as_enrolled: tuple[str, ...]
    missing: dict[str, str]
    inputs: int
    version: str
    simulated: bool = False
    reason_labels: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)
    edition: dict[str, str] = field(default_factory=dict)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict, hash=False)

    @property
    def file_name(self) -> str:
        """How its file is called."""
        return f"{self.unit}_{self.as_of}{ENDING}"

    @property
    def hamlets(self) -> int:
        """How many hamlets the unit has."""
        return self.tables["gaps"]["hamlet_id"].nunique()

    @property
    def has_lists(self) -> bool:
        """Test whether any hamlet sent a list of the date."""
        return len(self.missing) < self.hamlets


def make_rollup(snapshot: Snapshot, edition: Path | None = None) -> Rollup:
    """Count what a unit hands up of a date.

    Parameters
    ----------
    snapshot
        The date, opened with the edition that its ledger opens from.
    edition
        The unit's edition of the date; None where there is none.
    """
    from dophu import __version__

    campaign = snapshot.campaign
    return Rollup(
        unit=campaign.unit,
        unit_name=campaign.unit_name,
        drive=campaign.vocabulary.drive,
        campaign=campaign.name,
        as_of=snapshot.as_of,
        deadline=campaign.deadline,
        gate=snapshot.gate,
        age_groups=campaign.age_groups,
        counts_as_enrolled=campaign.counts_as_enrolled,
        missing={h: str(last or "") for h, last in snapshot.missing.items()},
        inputs=len(snapshot.manifest["inputs"]),
        version=__version__,
        simulated=campaign.simulated,
        reason_labels=dict(texts_of(campaign.vocabulary).reasons),
        edition=_describe(edition),
        tables={name: count(snapshot) for name, count in TABLES.items()},
    )


def _describe(edition: Path | None) -> dict[str, str]:
    if edition is None:
        return {}
    record = (edition / "run.json").read_bytes()
    return {"name": edition.name, "run_json": hashlib.sha256(record).hexdigest()}


def write_rollup(rollup: Rollup, folder: Path) -> Path:
    """Write a roll-up into a folder, under its own name; the same bytes each time."""
    values = {
        k: v for k, v in vars(rollup).items() if k not in ("tables", "age_groups")
    }
    content = {
        "kind": KIND,
        "schema": SCHEMA,
        "notice": {lang: SENTENCES["rollup_notice"][lang] for lang in ("vi", "en")},
        **values,
        "as_of": str(rollup.as_of),
        "deadline": str(rollup.deadline),
        "age_groups": [asdict(group) for group in rollup.age_groups],
        "tables": {
            name: {
                "columns": list(table.columns),
                "rows": table.to_csv(
                    index=False, header=False, lineterminator="\n"
                ).splitlines(),
            }
            for name, table in rollup.tables.items()
        },
    }
    content["sha256"] = _digest(content)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / rollup.file_name
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def read_rollup(path: Path) -> Rollup:
    """Read a roll-up and verify it.

    Raises
    ------
    DophuError
        KV-07 if it is none, or not as it was written.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        stated = content.pop("sha256")
        if stated != _digest(content) or content["kind"] != KIND:
            raise ValueError
        if content["schema"] != SCHEMA:
            raise ValueError
        tables = {n: _table(t) for n, t in content["tables"].items()}
        if missing := TABLES.keys() - tables.keys():
            raise KeyError(*missing)
        groups = tuple(AgeGroup(**group) for group in content["age_groups"])
        names = Rollup.__dataclass_fields__.keys() - {"tables", "age_groups"}
        values: dict[str, Any] = {name: content[name] for name in names}
        for name in ("as_of", "deadline"):
            values[name] = date.fromisoformat(values[name])
        values["counts_as_enrolled"] = tuple(values["counts_as_enrolled"])
        if wrong := [name for name, holds in _HOLDS.items() if not holds(values[name])]:
            raise ValueError(*wrong)
        return Rollup(**values, age_groups=AgeGroups(groups), tables=tables)
    # Whatever is wrong in a file from outside, it is no roll-up.
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DophuError(Issue("KV-07", path.name)) from None


def _are_texts(value: Any) -> bool:
    """Test whether a value is a table of texts, as a page can show them."""
    texts = (*value, *value.values()) if isinstance(value, dict) else (None,)
    return all(text == "" or is_text(text) for text in texts)


_HOLDS: dict[str, Callable[[Any], bool]] = {
    "unit": is_unit_code,
    "unit_name": is_text,
    "drive": is_text,
    "campaign": is_text,
    "as_of": is_day,
    "deadline": is_day,
    "gate": is_text,
    "missing": _are_texts,
    "inputs": lambda v: type(v) is int,
    "version": is_text,
    "simulated": lambda v: isinstance(v, bool),
    "reason_labels": lambda v: all(is_text(k) and is_of_languages(v[k]) for k in v),
    "edition": _are_texts,
}
"""What a roll-up says beside its tables, and how each is tested: it comes from others,
and its names stand on pages, in charts and in names of folders."""


def _digest(content: dict[str, Any]) -> str:
    # Of the values, not the file: blanks and the order of keys may change on the way.
    text = json.dumps(content, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


_COUNTS = (
    "persons enrolled gap applied issued opening new moved_in aged_in moved_out died "
    "aged_out corrected closing to_verify children rows merged quarantined issues "
    "year_only no_number days_left left_at_deadline_low left_at_deadline "
    "left_at_deadline_high"
).split()


def _table(stored: dict[str, Any]) -> pd.DataFrame:
    """Read a table: ids and words as text, counts as whole numbers that may lack."""
    text = "\n".join(stored["rows"])
    columns = stored["columns"]
    if not text:
        return pd.DataFrame(columns=columns)
    rates = {"coverage", "required_per_day", "achieved_per_day"}
    # As texts first: ids begin with zeros, and a hamlet may be called "NA".
    table = pd.read_csv(
        io.StringIO(text), names=columns, dtype=str, keep_default_na=False
    )
    for name in columns:
        column = table[name].where(table[name] != "")
        if name in _COUNTS:
            table[name] = pd.to_numeric(column).astype("Int64")
        elif name in rates:
            table[name] = pd.to_numeric(column).astype("Float64")
        elif name == "received":
            table[name] = table[name] == "True"
    return table
