"""Which files of the campaign a line of ``decisions.csv`` means."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from dophu.text import clean_text

_CLASS = re.compile(r"\[(?:!.+|\d+|.-.)\]")
_WORD_IN_BRACKETS = re.compile(r"\[(?!\])")


def is_of_file(pattern: str, file: str) -> bool:
    r"""Test whether a pattern of ``decisions.csv`` means a file of the campaign.

    Letter case, composed or decomposed letters and the direction of slashes do not
    matter. A pattern with folders is compared with as many folders of the path. A
    bracket is a letter, as in ``[Thon 1] DS.xlsx``; what can only be a class of
    letters (``[0-9]``, ``[12]``, ``[!a]``) is tried as one too.

    Examples
    --------
    >>> file = "rosters/2024-07-18/[Thon 1] DS.xlsx"
    >>> [is_of_file(p, file) for p in ("[thon 1] *.XLSX", file, "t*.xlsx", "")]
    [True, True, False, True]
    """
    # A place copied whole from a message is "file › sheet › cell".
    wanted = clean_text(pattern.split(" › ")[0]).replace("\\", "/").casefold()
    wanted = wanted.removeprefix("./").strip("/")
    path = clean_text(file).casefold()
    parts = path.split("/")
    same_depth = "/".join(parts[-1 - wanted.count("/") :])
    literal = _WORD_IN_BRACKETS.sub("[[]", wanted)
    return (
        not wanted
        or same_depth == wanted
        or fnmatchcase(same_depth, literal)
        or bool(_CLASS.search(wanted) and fnmatchcase(same_depth, wanted))
    )
