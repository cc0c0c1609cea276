"""``campaign.toml`` and ``hamlets.csv`` of a new campaign, as text."""

from __future__ import annotations

import csv
import io
import json

from dophu.campaign.config import Campaign
from dophu.campaign.hamlets import TABLE, TILES, Hamlets
from dophu.campaign.settings import LANGUAGES
from dophu.catalogue.sentences import say
from dophu.catalogue.vocabulary import shipped
from dophu.starting.answers import Answers


def settings_text(answers: Answers) -> str:
    """Write ``campaign.toml``, its comments in the campaign's language."""
    language = answers.language
    counts = shipped(answers.drive).tables.get(
        "counts_as_enrolled", Campaign.counts_as_enrolled
    )
    keys: list[tuple[str, str, str]] = [
        ("name", _quoted(answers.name), "name"),
        ("unit", _quoted(answers.unit), "unit"),
        ("unit_name", _quoted(answers.unit_name), "unit_name"),
        ("# former_names", "[]", "former"),
        ("drive", _quoted(answers.drive), "drive"),
        ("start" if answers.start else "# start", str(answers.start or "…"), "start"),
        ("deadline", str(answers.deadline), "deadline"),
        ("language", _quoted(language), "language"),
        ("counts_as_enrolled", json.dumps(list(counts)), "counts"),
    ]
    lines = [f"# {say('toml_head', language)}", "", "[campaign]"]
    for key, value, about in keys:
        lines.append(f"{key} = {value}   # {say(f'toml_{about}', language)}")
    lines += ["", f"# {say('toml_groups', language)}"]
    limits = answers.limits
    for at, (youngest, below) in enumerate(zip(limits, limits[1:], strict=False)):
        code, labels = _group(youngest, below)
        about = f'# venue = "…"   # {say("toml_venue", language)}'
        lines += [
            *([""] if at else []),
            "[[age_groups]]",
            f"code = {_quoted(code)}",
            f"from_years = {youngest}",
            f"below_years = {below}",
            f"label = {{ {labels} }}",
            about,
        ]
    lines += ["", f"# {say('toml_sessions', language)}"]
    return "\n".join(lines) + "\n"


def _group(youngest: int, below: int) -> tuple[str, str]:
    key = "group_between" if youngest else "group_below"
    words = {code: say(key, code, youngest=youngest, below=below) for code in LANGUAGES}
    labels = ", ".join(f"{code} = {_quoted(text)}" for code, text in words.items())
    code = f"{youngest}_to_{below - 1}" if youngest else f"under_{below}"
    return code, labels


def _quoted(text: str) -> str:
    # A basic string of TOML is one of JSON, but for DEL, which no answer holds.
    return json.dumps(text, ensure_ascii=False)


def hamlets_text(hamlets: Hamlets) -> str:
    """Write ``hamlets.csv``; Excel tells its letters by the mark that goes before it.

    Examples
    --------
    >>> from dophu.campaign.hamlets import Hamlet
    >>> print(hamlets_text(Hamlets((Hamlet("H01", "Thôn Đông", ("Đông",)),))))
    hamlet_id,name,aliases,officer,valid_from,valid_to
    H01,Thôn Đông,Đông,,,
    <BLANKLINE>
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c for c in (*TABLE.required, *TABLE.optional) if c not in TILES])
    for hamlet in hamlets.hamlets:
        aliases = "|".join(hamlet.aliases)
        writer.writerow((hamlet.hamlet_id, hamlet.name, aliases, "", "", ""))
    return out.getvalue()
