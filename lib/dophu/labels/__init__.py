"""Words and numbers for readers, in Vietnamese and in English."""

from dophu.labels.about import About
from dophu.labels.numbers import (
    format_count,
    format_date,
    format_day,
    format_percent,
    format_points,
    format_rate,
    join_list,
    lower_first,
    tenths_of_points,
)
from dophu.labels.words import REASONS, UNCLEAR, reason_label, say

__all__ = [
    "REASONS",
    "UNCLEAR",
    "About",
    "format_count",
    "format_date",
    "format_day",
    "format_percent",
    "format_points",
    "format_rate",
    "join_list",
    "lower_first",
    "reason_label",
    "say",
    "tenths_of_points",
]
