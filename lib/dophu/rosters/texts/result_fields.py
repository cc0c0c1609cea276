"""The fields of a list that carry the drive's result."""

from __future__ import annotations

TICKS = ("done", "issued_mark", "not_done")
"""Columns of ticks."""

DAYS = ("applied_date", "issued_date")
"""Columns of the days on which something was done for the child."""

RESULTS = frozenset(("status", *TICKS))
"""Columns that state what was done, in a word or by a tick."""

OPEN = (None, "not_yet")
"""What a row has for its status where nothing was done, as far as it is known."""

RESULTS_AND_DAYS = RESULTS.union(DAYS)
"""All columns from which a child can come out done."""
