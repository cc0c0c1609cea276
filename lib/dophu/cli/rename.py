"""``dophu new --rename``: folders of lists whose name is no date are put right."""

from __future__ import annotations

import argparse

from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.sentences import say
from dophu.cli import asking
from dophu.runs.screen import show


def rename_folders(options: argparse.Namespace) -> int:
    """Name the folders whose name is no date; rename them where a person agrees."""
    from dophu.campaign.config import find_campaign
    from dophu.starting.folder_dates import find_misnamed, rename

    language = options.language = options.language or "vi"
    campaign = find_campaign(options.folder)
    if not campaign.is_dir():
        raise DophuError(Issue("CH-23", details={"path": options.folder}))
    found = find_misnamed(campaign)
    if not found:
        show(say("rename_none", language))
        return 0
    can = [one for one in found if one.day and not one.is_taken]
    for one in found:
        name = one.day.isoformat() if one.day else ""
        key = "turned" if one.is_turned else "to"
        key = key if one in can else "taken" if one.day else "unknown"
        at = one.folder.relative_to(campaign).as_posix()
        show(say(f"rename_{key}", language, folder=at, name=name))
    agreed = options.yes
    if can and not agreed and not options.no_ask and asking.is_terminal():
        agreed = asking.agrees(say("rename_ask", language, n=len(can)), language)
    if can and not agreed:
        show(say("rename_how", language, folder=options.folder))
        return 2
    for one in can:
        try:
            rename(one)
        except OSError as error:
            why = phrase("new_unwritable", why=type(error).__name__)
            details = {"folder": str(one.folder), "why": why}
            raise DophuError(Issue("CH-26", details=details)) from None
    show(say("rename_done", language, n=len(can)))
    return 0 if len(can) == len(found) else 2
