"""What the record of an edition says: of which campaign, from which files and rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dophu.campaign.config import Campaign
from dophu.campaign.recorded import record_campaign
from dophu.catalogue.about import About
from dophu.documents.writing import describe_base
from dophu.runs.checks import missing_hamlets
from dophu.runs.record import versions

_INPUT = ("path", "sha256", "bytes")


def edition_inputs(manifest: Mapping[str, Any], base: Path | None) -> list[list[Any]]:
    """Give path, digest and bytes of every file that the edition is made from."""
    inputs = [list(map(i.get, _INPUT)) for i in manifest["inputs"]]
    return [*inputs, *map(list, describe_base(base))]


def record_facts(
    campaign: Campaign,
    about: About,
    manifest: dict[str, Any],
    about_run: Mapping[str, str],
    base: Path | None,
) -> dict[str, Any]:
    """Give what ``run.json`` says beside its files, its times and its notebooks.

    Parameters
    ----------
    campaign, about
        Whose figures they are, of which date, in which language.
    manifest
        What was read: files, rows, hamlets, as the snapshot keeps it.
    about_run
        The ``edition``, the ``gate`` it got and the ``key`` it is found again by.
    base
        The office's own Word document that the report was written into, or None.
    """
    as_of = about.as_of.isoformat()
    return {
        "unit": campaign.unit,
        "as_of": as_of,
        "edition": about_run["edition"],
        "gate": about_run["gate"],
        "campaign": record_campaign(campaign),
        "key": about_run["key"],
        "parameters": {
            "campaign": campaign.folder.absolute().name,
            "as_of": as_of,
            "language": about.language,
        },
        "versions": versions(),
        "inputs": edition_inputs(manifest, base),
        "rows": manifest["sheets"],
        "missing_hamlets": missing_hamlets(manifest),
    }
