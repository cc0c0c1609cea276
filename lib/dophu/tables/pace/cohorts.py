"""Children of each age beside those of the next: is a list of some age short.

Lists of small children are usually short: no school has counted them. Blocks of
three years of age are set beside the next older block; between 0.7 and 1.4 of it
is what births and moves explain in a commune.
"""

from __future__ import annotations

import pandas as pd

from dophu.ages import AgeGroup, AgeGroups
from dophu.persons import COUNTED
from dophu.snapshots import Snapshot
from dophu.snapshots.children import with_age_group

COLUMNS = ("from_years", "below_years", "children", "per_year", "ratio", "plausible")
# With 50 children in each block chance alone moves the ratio by a fifth.
BLOCK, LEAST, MOST, ENOUGH = 3, 0.7, 1.4, 50
"""Years in a block; least and most share of the next block; children needed in both."""


def compare_cohorts(counts: list[tuple[int, int, int]]) -> pd.DataFrame:
    """Set each block of ages beside the next older one.

    Parameters
    ----------
    counts
        ``from_years``, ``below_years`` and children of each block, youngest first.

    Returns
    -------
    DataFrame
        One row a block: ``from_years``, ``below_years``, ``children``,
        ``per_year`` (children for each year of age), ``ratio`` (of that to the next
        older block's; missing for the oldest and beside nobody), ``plausible``
        (False outside 0.7 to 1.4; missing with fewer than 50 children in either).

    Examples
    --------
    >>> table = compare_cohorts([(0, 3, 300), (3, 6, 390), (6, 9, 630)])
    >>> table["ratio"].round(2).to_list()
    [0.77, 0.62, <NA>]
    >>> table["plausible"].to_list()
    [True, False, <NA>]
    """
    table = pd.DataFrame(counts, columns=list(COLUMNS[:3]))
    years = table["below_years"] - table["from_years"]
    table["per_year"] = (table["children"] / years).astype("Float64")
    older = table["per_year"].shift(-1)
    table["ratio"] = table["per_year"] / older.where(older > 0)
    enough = (table["children"] >= ENOUGH) & (table["children"].shift(-1) >= ENOUGH)
    inside = table["ratio"].between(LEAST, MOST).astype("boolean")
    table["plausible"] = inside.where(enough & table["ratio"].notna())
    return table[list(COLUMNS)]


def check_cohorts(snapshot: Snapshot) -> pd.DataFrame:
    """Compare blocks of ages of a date's children, to see whether some are missing.

    Children of whom the block is not certain are in none.

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.

    Returns
    -------
    DataFrame
        One row for three years of age: ``from_years``, ``below_years`` (completed
        years), ``children``, ``per_year`` (children for each year of age), ``ratio``
        (to the next older block) and ``plausible``; missing where there are too few
        to compare. See :func:`compare_cohorts`.

    Examples
    --------
    >>> import dophu
    >>> table = dophu.check_cohorts(dophu.load("data/sample", "2024-07-18"))
    >>> table[["from_years", "below_years"]].iloc[0].tolist()
    [0, 3]
    """
    import narwhals.stable.v2 as nw

    groups = snapshot.campaign.age_groups
    youngest = min(group.from_years for group in groups)
    oldest = max(group.below_years for group in groups)
    blocks = AgeGroups(
        tuple(
            # The oldest block may be shorter: children for each year are compared.
            AgeGroup(f"{start}", start, min(start + BLOCK, oldest))
            for start in range(youngest, oldest, BLOCK)
        )
    )
    here = snapshot.persons.filter(nw.col("presence").is_in(list(COUNTED)))
    table = (
        with_age_group(here, snapshot.as_of, blocks)
        .group_by("age_group")
        .agg(children=nw.len())
        .collect("pandas")
        .to_pandas()
        .set_index("age_group")["children"]
    )
    return compare_cohorts(
        [(b.from_years, b.below_years, int(table.get(b.code, 0))) for b in blocks]
    )
