"""What a message between parent and child holds: plain values, and nothing that runs.

JSON with a number of its length before it and, where rows are sent, their numbers as
bytes behind it. What can rebuild any object (pickle) could rebuild a harmful one, if a
file took over the child that reads it.
"""

from __future__ import annotations

import json
import struct
from datetime import date
from typing import Any

_HEAD = struct.Struct("<Q")
_DAY = "day"


def pack(what: str, stated: Any, tail: bytes = b"") -> bytes:
    """Put a message together; a date may stand in it, tuples arrive as lists."""
    text = json.dumps(
        [what, stated], ensure_ascii=False, separators=(",", ":"), default=_plain
    )
    # A cell may hold half of a UTF-16 pair, which plain UTF-8 refuses.
    head = text.encode("utf-8", "surrogatepass")
    return b"".join((_HEAD.pack(len(head)), head, tail))


def unpack(message: bytes) -> tuple[str, Any, bytes]:
    """Take a message apart again; ValueError, TypeError, LookupError if it is none.

    Examples
    --------
    >>> unpack(pack("rows", (True, ["Mẫu", 1, None, date(2019, 2, 1)]), b"ab"))
    ('rows', [True, ['Mẫu', 1, None, datetime.date(2019, 2, 1)]], b'ab')
    """
    if len(message) < _HEAD.size:
        raise ValueError
    end = _HEAD.size + _HEAD.unpack_from(message)[0]
    text = message[_HEAD.size : end].decode("utf-8", "surrogatepass")
    what, stated = json.loads(text, object_hook=_day)
    return what, stated, message[end:]


def _plain(value: Any) -> dict[str, int]:
    if type(value) is date:
        return {_DAY: value.toordinal()}
    raise TypeError(type(value).__name__)


def _day(found: dict[str, Any]) -> date:
    return date.fromordinal(found[_DAY])
