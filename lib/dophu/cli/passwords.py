"""Passwords of protected lists, asked for where a person sits at the terminal."""

from __future__ import annotations

import getpass
import os
import sys
import unicodedata
from pathlib import Path

from dophu.campaign.config import Campaign
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.sentences import say
from dophu.reader.passwords import ASKED, ENVIRONMENT
from dophu.runs.screen import report
from dophu.snapshots import find_protected_lists

TRIES = 3

LOCK_WITH = "DOPHU_LISTS_PASSWORD"
"""Variable with the password that lists going out are locked with."""


def ask_passwords(campaign: Campaign, as_of: str, language: str) -> None:
    """Ask for the passwords of lists that none of the environment opens.

    What is typed is added to this process's environment, from where the notebooks
    of a run have it too, and ends with it. Without a terminal nothing is asked.
    """
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return
    for tries in range(TRIES, 0, -1):
        stated = find_protected_lists(campaign, campaign.as_of(as_of))
        locked = [path for path, what in stated.items() if what in ASKED]
        if not locked:
            return
        key, values = "password_left", {"tries": tries}
        if tries == TRIES:
            files = ", ".join(Path(path).name for path in locked)
            key, values = "password_files", {"files": files}
        report(say(key, language, n=len(locked), **values))
        typed = getpass.getpass(say("password_ask", language) + " ")
        if not typed:
            return
        given = os.environ.get(ENVIRONMENT, "")
        os.environ[ENVIRONMENT] = f"{given}\n{typed}"


def ask_new_password(language: str) -> str:
    """Give the password to lock lists with: the environment's, else one typed twice.

    Raises
    ------
    DophuError
        CH-21 where there is none, or the two typed differ.
    """
    given = os.environ.get(LOCK_WITH)
    why = ""
    if given is None:
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
            why = "password_nobody"
        else:
            given = getpass.getpass(say("lists_password", language) + " ")
            again = getpass.getpass(say("lists_password_again", language) + " ")
            why = "" if given == again else "password_unlike"
    if not why and not given:
        why = "password_empty"
    if why or given is None:
        details = {"why": phrase(why), "variable": LOCK_WITH}
        raise DophuError(Issue("CH-21", details=details))
    # As Office compares them, and as the kit reads them again.
    return unicodedata.normalize("NFC", given)
