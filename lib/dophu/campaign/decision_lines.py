"""What can be decided, and reading ``decisions.csv``: no line is lost in silence."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from dophu.campaign.accepted import ACCEPTED, KIND
from dophu.campaign.csv_table import Columns, in_row_order, read_table
from dophu.campaign.decided_colours import colour_key
from dophu.campaign.decided_rows import (
    KEY_ANSWERS,
    NAME_ANSWERS,
    RESULT_ANSWERS,
    rows_of,
)
from dophu.campaign.decisions import (
    DIFFERENT,
    IGNORE,
    KEEP,
    KINDS,
    PERSON_ID,
    PRESENCES,
    ROLES,
    SAME,
    TURN,
    YES,
    Decision,
    Decisions,
)
from dophu.campaign.settings import STATUSES
from dophu.catalogue.columns import fields
from dophu.catalogue.issues import DophuError
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary

TABLE = Columns("decisions", ("kind", "file", "value", "decision"), are_proposed=True)


def allowed_decisions(
    hamlet_ids: Collection[str], vocabulary: Vocabulary = DEFAULT
) -> dict[str, tuple[str, ...]]:
    """Give what can be decided of each kind, in the order in which it is offered.

    Examples
    --------
    >>> allowed_decisions(["H1"])["presence"]
    ('present', 'left', 'dead')
    """
    return {
        "heading": (*fields(), IGNORE),
        "hamlet": tuple(hamlet_ids),
        "status": STATUSES,
        "reason": tuple(vocabulary.reason_book),
        "presence": PRESENCES,
        "colour": (*STATUSES, *PRESENCES, IGNORE),
        "same_child": (SAME, DIFFERENT),
        "move": tuple(hamlet_ids),
        "role": ROLES,
        "date_order": (TURN, KEEP),
        "replaces": (*YES, "no"),
        "row": (*NAME_ANSWERS, *RESULT_ANSWERS, *KEY_ANSWERS, *hamlet_ids),
        "comment": (*STATUSES, *PRESENCES, IGNORE),
        KIND: (ACCEPTED,),
    }


def read_decisions(
    folder: Path, hamlet_ids: tuple[str, ...], vocabulary: Vocabulary = DEFAULT
) -> Decisions:
    """Read ``decisions.csv`` or ``.xlsx`` of a campaign; none where it is not there.

    Raises
    ------
    DophuError
        As ``csv_table.read_table``, and listing every line with an unknown kind,
        field or hamlet, without a value, or without two ids.
    """
    offered = allowed_decisions(hamlet_ids, vocabulary)
    allowed = {kind: {*names} for kind, names in offered.items()}
    table = read_table(folder, TABLE, lambda record: _rejoin(record, allowed))
    if table is None:
        return Decisions()
    problems = list(table.problems)
    lines = []
    for row in table.rows:
        cells = (_bare(row[name]) for name in TABLE.required)
        kind, file, wanted, decision = cells
        # Word's quotation marks around a whole line, which its commas took apart.
        kind = kind.lstrip("“„").casefold().replace(" ", "_")
        decision = decision.rstrip("”")
        place = (row.file, row.sheet, str(row.number))
        names = allowed.get(kind)
        line = Decision(kind, file, wanted, _spelled(decision, names or ()), place)
        # A role is of the file as a whole: its ``value`` is never looked at.
        value = line.file if kind == "role" else line.value
        if names is None or not value or line.decision not in names:
            # '' is a decision too (``replaces``), which a list of words cannot show.
            expected = ", ".join(filter(None, sorted(names) if names else KINDS))
            problems.append(row.fault("", "one_of", names=expected))
        elif kind == "same_child" and not _are_two_ids(line.value):
            problems.append(row.fault("", "two_person_ids"))
        elif kind == "colour" and colour_key(line.value) is None:
            problems.append(row.fault("value", "colour"))
        elif kind == "row" and not (line.file and rows_of(line.value)):
            problems.append(row.fault("value", "rows_of_file"))
        elif kind == "move" and not PERSON_ID.fullmatch(line.value):
            problems.append(row.fault("", "person_id"))
        lines.append(line)
    if problems:
        raise DophuError(in_row_order(problems))
    return Decisions(tuple(lines))


def _rejoin(record: list[str], allowed: dict[str, set[str]]) -> list[str] | None:
    """Put together a value that was parted at its commas, as in ``Số, ký hiệu``.

    Where just one field after it can be the decision; what follows is the note.
    """
    kind, file, *rest = record
    names = allowed.get(_bare(kind).casefold(), ())
    rest = [_spelled(_bare(cell), names) for cell in rest]
    # The first field is the value's in any case, even where it reads as a decision.
    at = [n for n, cell in enumerate(rest) if n and cell in names]
    if len(at) != 1:
        return None
    value, decision, note = rest[: at[0]], rest[at[0]], rest[at[0] + 1 :]
    return [kind, file, ", ".join(value), decision, ", ".join(filter(None, note))]


def _bare(cell: str) -> str:
    """Take off the marks that a message or Word puts around a line, or a word of it."""
    text = cell.strip().strip("`").strip()
    return text[1:-1].strip() if text[:1] in ("“", "„") and text[-1:] == "”" else text


def _spelled(decision: str, names: Collection[str]) -> str:
    """Spell a decision as it is offered: ``Applied`` is ``applied``, where only one is.

    Examples
    --------
    >>> _spelled("Applied", ["applied", "issued"]), _spelled("h1", ["H1", "h1"])
    ('applied', 'h1')
    """
    if decision in names:
        return decision
    alike = [name for name in names if name.casefold() == decision.casefold()]
    return alike[0] if len(alike) == 1 else decision


def _are_two_ids(value: str) -> bool:
    parts = value.split()
    return len(set(parts)) == len(parts) == 2 and all(
        PERSON_ID.fullmatch(part) for part in parts
    )
