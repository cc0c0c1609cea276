"""The answer that a row of a list for the door gives on its child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dophu.dates import PartialDate
from dophu.rosters.texts.row_keys import RowKey

SOURCE = "door"
"""Source of a row that says what was found at the door of the child of its key."""


@dataclass(frozen=True)
class DoorAnswer:
    """What a row with a key says of its child.

    ``name`` and ``birth`` are as the row has them, None where it has none. ``day`` is
    that on which it was done where ``status`` says so, else on which the family was
    met; ``back`` when the child is to be back; ``method`` how the family was met;
    ``is_settled`` whether a person decided that the child of its name is meant,
    ``is_keyed`` that it is the one of its key, whatever its name.
    """

    key: RowKey
    place: tuple[str, str, int]
    name: str | None = None
    birth: PartialDate | None = None
    status: str | None = None
    day: date | None = None
    reason: str | None = None
    reason_text: str = ""
    back: date | None = None
    has_note: bool = False
    method: str = ""
    is_settled: bool = False
    is_keyed: bool = False

    @property
    def is_given(self) -> bool:
        """Whether anything was filled in."""
        filled = self.status, self.day, self.reason, self.back
        stated = self.has_note or bool(self.method)
        return stated or any(value is not None for value in filled)

    @property
    def where(self) -> str:
        """The place of the row, for a message."""
        return " › ".join(str(part) for part in self.place if part)
