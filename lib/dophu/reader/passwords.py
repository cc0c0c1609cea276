"""Workbooks that Office protects with a password: opened in the child's memory.

A password comes from the environment or from a prompt, never from a notebook's
parameter; it is kept by nothing that is written, and no message holds it.
"""

from __future__ import annotations

import io
import os
import unicodedata
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from dophu.reader.extents import Refused

ENVIRONMENT = "DOPHU_PASSWORD"
"""Variable with the passwords of protected lists, one a line."""

DEFAULT = "VelvetSweatshop"
"""What Excel itself encrypts with where a workbook is only protected from changes
([MS-OFFCRYPTO] 2.4.2.3); Excel opens such a file without asking."""


OPENED = "opened"
"""Said of a protected file that a password given opens."""

ASKED = ("password", "password_wrong")
"""Why a file is not read that the right password would open."""

LOCKED = (*ASKED, "password_ods", "protection_unknown")
"""Why a protected file is not read, phrases of the issue catalogue."""


def given_passwords(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    r"""Give the passwords of the environment, in NFC, as Office compares them.

    Examples
    --------
    >>> given_passwords({"DOPHU_PASSWORD": "one\r\n\ntwo "})
    ('one', 'two ')
    """
    lines = environment.get(ENVIRONMENT, "").split("\n")
    texts = (unicodedata.normalize("NFC", line.removesuffix("\r")) for line in lines)
    return tuple(dict.fromkeys(text for text in texts if text))


def unlock(content: bytes, passwords: Sequence[str]) -> bytes:
    """Decrypt a protected compound file; Excel's own password is tried first.

    Nothing decrypted is written to a disk, temporary files included.

    Raises
    ------
    Refused
        ``password`` where none was given, ``password_wrong`` where none fits,
        ``protection_unknown`` for an encryption that is not known.
    """
    from msoffcrypto.exceptions import InvalidKeyError

    for password in (DEFAULT, *passwords):
        try:
            return _decrypted(content, password)
        except InvalidKeyError:
            continue
        except (MemoryError, Refused):
            raise
        except Exception:  # the library meets a damaged header with any of many
            raise Refused("protection_unknown") from None
    raise Refused("password_wrong" if passwords else "password")


def _decrypted(content: bytes, password: str) -> bytes:
    import msoffcrypto
    from msoffcrypto.format import xls97

    # It would put a decrypted .xls into a temporary file.
    xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)
    book: Any = msoffcrypto.OfficeFile(io.BytesIO(content))
    if book.format == "ooxml":
        book.load_key(password=password, verify_password=True)
    else:
        book.load_key(password=password)
    plain = io.BytesIO()
    book.decrypt(plain)
    return plain.getvalue()
