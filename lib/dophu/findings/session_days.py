"""The days with a session until the deadline: how many, and what each of them takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from dophu.tables.figures import ALL

SESSION_DAY = "session_day"


@dataclass(frozen=True)
class SessionDays:
    """Days with a session until the deadline, children needed and achieved on each."""

    days: int
    required: Fraction | None
    achieved: Fraction | None = None

    def tell(self, required: Fraction | None, achieved: Fraction | None) -> bool:
        """Test whether they tell of a pace all that its days tell, and no other.

        A pace that days show as measured or as enough is said by session days only
        where these show it too.

        Examples
        --------
        >>> held = SessionDays(11, Fraction(1472, 11), Fraction(72))
        >>> held.tell(Fraction(1472, 13), Fraction(62))
        True
        >>> SessionDays(11, Fraction(1472, 11)).tell(Fraction(113), Fraction(62))
        False
        """
        if not self.days or not self.required or not required:
            return False
        if not achieved or achieved <= 0:
            return True
        if not self.achieved:
            return False
        return (self.achieved >= self.required) == (achieved >= required)


def find_session_days(
    rates: Iterable[Mapping[str, object]], group: str = ALL
) -> SessionDays | None:
    """Find the session days that are left; None where the campaign names none.

    Parameters
    ----------
    rates
        Rows of ``rates.csv``, or records of its frame.
    group
        The age group they are asked for.

    Examples
    --------
    >>> row = {"hamlet_id": "all", "age_group": "all", "per": "session_day"}
    >>> find_session_days([{**row, "left": "11.0", "required": "133.5"}]).required
    Fraction(267, 2)
    >>> find_session_days([{**row, "left": ""}]) is None
    True
    """
    for row in rates:
        if (row["hamlet_id"], row["age_group"], row["per"]) == (
            ALL,
            group,
            SESSION_DAY,
        ):
            left = read_number(row["left"])
            if left is None:
                return None
            required, achieved = (
                read_number(row.get(column)) for column in ("required", "achieved")
            )
            return SessionDays(int(left), required, achieved)
    return None


def read_number(value: object) -> Fraction | None:
    """Read a cell of a CSV file or a frame, a float by the digits it is written in.

    Examples
    --------
    >>> read_number("0.5"), read_number(float("nan"))
    (Fraction(1, 2), None)
    """
    text = "" if value is None else str(value)
    # Missing as a CSV file, a nullable and a plain column of pandas have it.
    return None if text in ("", "<NA>", "nan") else Fraction(text)
