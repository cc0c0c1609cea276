"""What is known of each file of a date before it is opened: its sender."""

from __future__ import annotations

from datetime import date

from dophu.campaign.config import ENROLMENTS, RETURNS, ROSTERS, Campaign
from dophu.rosters.columns.date_order import DateOrders
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.addresses import Units
from dophu.rosters.texts.returned import Origin
from dophu.rosters.texts.row_keys import campaign_tag
from dophu.rosters.words.answers import answers_of

SOURCES = {ROSTERS: "roster", ENROLMENTS: "enrolment", RETURNS: "roster"}
"""Folders of a campaign that hold dated lists, and what their rows are called."""

SOURCE_OF = {
    "hamlet": "roster", "partial": "roster", "school": "roster",
    "enrolment": "enrolment",
}  # fmt: skip
"""What the rows of a file are called that a person said what it is."""


class Senders:
    """The senders of the files of one date, with what a person decided of each."""

    def __init__(self, campaign: Campaign, day: date) -> None:
        self._campaign, self._day = campaign, day
        self._plain = campaign.hamlet_index(day)
        self._units = Units.of(campaign.unit_names)
        groups = campaign.age_groups
        self._grown_from = max(a for g in groups for a in (g.from_years, g.below_years))

    def of(self, file: str, source: str, origin: Origin | None) -> tuple[Sender, str]:
        """Give a file's sender, and what a person said the file is, '' if nobody did.

        Parameters
        ----------
        file
            The file's path as messages show it.
        source
            ``roster`` or ``enrolment``, by the folder in which it lies.
        origin
            What a mended return was made of, None of any other file.
        """
        campaign = self._campaign
        decisions, groups = campaign.decisions, campaign.age_groups
        named = [file, *origin.files] if origin else [file]
        decided = decisions.of("hamlet", *named)
        index = campaign.hamlet_index(self._day, decided) if decided else self._plain
        sent_as = named[:2][-1]  # by the first list that it was made of
        role = decisions.role_of(*named)
        came_as = SOURCES.get(sent_as.split("/")[0], source)
        sender = Sender(
            source=SOURCE_OF.get(role, came_as),
            file=file,
            as_of=self._day,
            index=index,
            headings=decisions.of("heading", *named),
            units=self._units,
            answers=answers_of(decisions, *named),
            named=sent_as,
            orders=DateOrders(decisions.of("date_order", *named), groups),
            grown_from=self._grown_from,
            vocabulary=campaign.vocabulary,
            tag=campaign_tag(campaign.unit, campaign.vocabulary.drive),
            counted=campaign.counts_as_enrolled,
            is_drive_named=campaign.is_drive_named,
        )
        if file.startswith(f"{RETURNS}/") and origin is None:
            # What came back is never more than a part of a list, unless it says.
            role = role or "partial"
        return sender, role
