"""Children between two dates: which cell each left, which it came to, and why.

A cell is a hamlet and an age group; a child is in one while it counts and has no
card. One expression over both dates, grouped where the children are stored: what
comes back is small whatever the size of the lists.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from dophu.ages import AgeGroups
from dophu.persons import COUNTED
from dophu.snapshots.children import with_age_group

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

STAYED = "stayed"
"""Why of a child that is in a cell on both dates, the same one or another."""

FLOW_COLUMNS = (
    "hamlet_then", "group_then", "hamlet", "group", "why", "same_birth", "to_verify",
)  # fmt: skip


def without_card(
    persons: nw.LazyFrame[Any],
    as_of: date,
    age_groups: AgeGroups,
    enrolled: Sequence[str],
) -> nw.LazyFrame[Any]:
    """Keep of every child what the ledger asks: where, how old, whether in the gap.

    Columns ``person_id``, ``hamlet``, ``group``, ``presence``, ``has_card``,
    ``birth_from``, ``birth_to`` and ``inside``: counted, in an age group, no card.
    """
    import narwhals.stable.v2 as nw

    has_card = nw.col("status").is_in(list(enrolled))
    counted = nw.col("presence").is_in(list(COUNTED)) & ~nw.col("age_group").is_null()
    return with_age_group(persons, as_of, age_groups).select(
        "person_id", "presence", "birth_from", "birth_to",
        hamlet="hamlet_id", group="age_group", has_card=has_card,
        inside=counted & ~has_card,
    )  # fmt: skip


def count_flows(
    then: nw.LazyFrame[Any],
    now: nw.LazyFrame[Any],
    one_place: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Count the children in a cell on either date, by where they were, are, and why.

    Parameters
    ----------
    then, now, one_place
        As for :func:`follow_children`.

    Returns
    -------
    DataFrame
        One row a combination that occurs, in :data:`FLOW_COLUMNS` and ``children``.
    """
    import narwhals.stable.v2 as nw

    each = follow_children(then, now, one_place)
    return _plain(each.group_by(*FLOW_COLUMNS).agg(children=nw.len()))


def list_flows(
    then: nw.LazyFrame[Any],
    now: nw.LazyFrame[Any],
    one_place: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """List the children in a cell on either date: what :func:`count_flows` counts.

    Returns
    -------
    DataFrame
        One row a child: ``person_id``, :data:`FLOW_COLUMNS` and ``children`` (1).
    """
    each = follow_children(then, now, one_place)
    return _plain(each, "person_id").assign(children=1)


def _plain(flows: nw.LazyFrame[Any], *more: str) -> pd.DataFrame:
    frame = flows.sort(*FLOW_COLUMNS, *more).collect("pandas").to_pandas()
    return frame.astype(object).where(frame.notna(), None)


def follow_children(
    then: nw.LazyFrame[Any],
    now: nw.LazyFrame[Any],
    one_place: Collection[tuple[str, str]] = (),
) -> nw.LazyFrame[Any]:
    """Follow each child that is in a cell on either date: where it was, is, and why.

    Parameters
    ----------
    then, now
        The children of two dates, as :func:`without_card` gives them.
    one_place
        Pairs of hamlets, the first of ``then``, the second of ``now``, between which
        no child moves: the hamlet was renamed, merged or split.

    Returns
    -------
    LazyFrame
        One row a child, ``person_id`` and :data:`FLOW_COLUMNS`.
        ``why`` is ``stayed``, or what took the child out (``enrolled``,
        ``moved_out``, ``died``, ``aged_out``, ``corrected``) or brought it in
        (``new``, ``moved_in``, ``aged_in``, ``corrected``); ``hamlet`` and
        ``group`` are None for a child that is out, ``*_then`` for one that came.
    """
    import narwhals.stable.v2 as nw

    both = now.join(then, on="person_id", how="full", suffix="_then")
    col = nw.col
    # A child of one date alone is in no cell of the other.
    came, was = (col(c).fill_null(False) for c in ("inside", "inside_then"))
    same_birth = (col("birth_from") == col("birth_from_then")) & (
        col("birth_to") == col("birth_to_then")
    )
    hamlet_then = col("hamlet_then")
    for old, new in one_place:
        moved_on = (hamlet_then == old) & (col("hamlet") == new)
        hamlet_then = nw.when(moved_on).then(nw.lit(new)).otherwise(hamlet_then)
    own_id = nw.coalesce(col("person_id"), col("person_id_then"))
    both = both.with_columns(
        came=came, was=was, same_birth=same_birth.fill_null(False),
        hamlet_then=hamlet_then, person_id=own_id,
    ).filter(col("came") | col("was"))  # fmt: skip
    nothing = nw.lit(None, dtype=nw.String)
    return (
        both.with_columns(why=_why())
        .with_columns(
            *(_only(col("was"), n, nothing) for n in ("hamlet_then", "group_then")),
            *(_only(col("came"), n, nothing) for n in ("hamlet", "group")),
            to_verify=col("came") & (col("presence") == "to_verify"),
        )
        .select("person_id", *FLOW_COLUMNS)
    )


def _only(condition: nw.Expr, name: str, nothing: nw.Expr) -> nw.Expr:
    import narwhals.stable.v2 as nw

    return nw.when(condition).then(nw.col(name)).otherwise(nothing).alias(name)


def _why() -> nw.Expr:
    """Name what took a child out of its cell, or brought it into one."""
    import narwhals.stable.v2 as nw

    col = nw.col
    counted = col("presence").is_in(list(COUNTED))
    of_age = (col("presence") == "out_of_scope") & col("same_birth")
    of_age_then = (col("presence_then") == "out_of_scope") & col("same_birth")
    rules = (
        (col("came") & col("was"), STAYED),
        (col("was") & counted & col("has_card"), "enrolled"),
        (col("was") & (col("presence") == "left"), "moved_out"),
        (col("was") & (col("presence") == "dead"), "died"),
        (col("was") & of_age, "aged_out"),
        (col("came") & col("presence_then").is_null(), "new"),
        (col("came") & (col("presence_then") == "left"), "moved_in"),
        (col("came") & of_age_then, "aged_in"),
    )
    why = nw.lit("corrected")
    # From the last to the first, so that of several that hold the first decides.
    for condition, name in reversed(rules):
        why = nw.when(condition.fill_null(False)).then(nw.lit(name)).otherwise(why)
    return why
