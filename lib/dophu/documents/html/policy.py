"""What a page may do: its own style and script by their hashes, and nothing else."""

from __future__ import annotations

import base64
import hashlib


def hash_of(text: str) -> str:
    """Name a style or script, as it stands between its tags, in a policy."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def write_policy(style: str, script: str) -> str:
    """Write a Content-Security-Policy that lets in one style and one script.

    Pictures as data alone, for the one that is copied from the page; nothing is
    fetched, no attribute holds style or script.

    Examples
    --------
    >>> write_policy("", "").split("; ")[0]
    "default-src 'none'"
    """
    parts = (
        "default-src 'none'",
        "img-src data:",
        f"style-src {hash_of(style)}",
        f"script-src {hash_of(script)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(parts)


def css_string(text: str) -> str:
    r"""Write a text as a string of CSS that ends no rule and no element.

    Examples
    --------
    >>> print(css_string('a"b</style>'))
    "a\22 b\3C /style\3E "
    """
    unsafe = {'"', "\\", "<", ">", "&", "\n", "\r", "\f"}
    # The blank ends the number, whatever letter follows.
    escaped = (f"\\{ord(c):X} " if c in unsafe else c for c in text)
    return f'"{"".join(escaped)}"'
