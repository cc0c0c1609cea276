"""The command that takes lists out of an edition, or makes empty ones."""

from __future__ import annotations

import argparse
from pathlib import Path

from dophu.catalogue.sentences import say
from dophu.runs.screen import show


def lists(options: argparse.Namespace) -> int:
    """Write lists or templates to ``--out``; say how many, and what they hold."""
    return _templates(options) if options.template else _lists(options)


def _lists(options: argparse.Namespace) -> int:
    from dophu.cli.passwords import ask_new_password
    from dophu.runs.record import read_week_record
    from dophu.runs.sending import choose_lists, write_chosen

    edition = Path(options.source)
    record = read_week_record(edition)
    language = options.language or record["parameters"].get("language") or "vi"
    options.language = language
    chosen = choose_lists(edition, options.hamlet, options.officer)
    password = ask_new_password(language) if options.password else ""
    written = write_chosen(edition, chosen, Path(options.out), password)
    show(say("lists_written", language, n=len(written), folder=options.out))
    if password:
        show(say("lists_locked", language))
    return 0


def _templates(options: argparse.Namespace) -> int:
    from dophu.campaign.config import read_campaign
    from dophu.runs.sending import write_templates

    campaign = read_campaign(options.source)
    language = options.language = options.language or campaign.language
    out = Path(options.out)
    written = write_templates(campaign, out, options.hamlet, language)
    show(say("templates_written", language, n=len(written), folder=options.out))
    return 0
