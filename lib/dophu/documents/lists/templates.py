"""The empty lists of a campaign, one a hamlet, as files to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from dophu.campaign.about import about_date
from dophu.campaign.config import Campaign
from dophu.documents.lists.template import write_template
from dophu.documents.xlsx.file_names import named_stems

FOLDER = "templates"


def template_contents(
    campaign: Campaign, language: str, hamlets: Sequence[str] = ()
) -> dict[str, Callable[[], bytes]]:
    """Give what makes the empty list of each hamlet, by its path with '/'.

    Parameters
    ----------
    campaign, language
        Whose lists, in which language.
    hamlets
        Ids of the hamlets; by default those of the campaign's newest date.
    """
    day = max(campaign.dates(), default=campaign.start or campaign.deadline)
    about = about_date(campaign, day, {}, language)
    names = campaign.hamlets.on(day).names
    # Of all hamlets, so that a hamlet's file is called alike whichever are asked for.
    stems = dict(zip(names, named_stems(list(names.values())), strict=True))

    def content(hamlet: str) -> bytes:
        return write_template(BytesIO(), names[hamlet], about, campaign).getvalue()

    return {
        f"{FOLDER}/{stems[hamlet]}.xlsx": lambda h=hamlet: content(h)
        for hamlet in hamlets or names
    }
