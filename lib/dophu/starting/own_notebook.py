"""A campaign's first notebook of its own: it runs alone, and with every edition."""

from __future__ import annotations

import json
from typing import Any

from dophu.catalogue.sentences import say


def notebook_text(language: str) -> str:
    """Write the notebook: parameters, one table, one chart."""

    def words(key: str) -> str:
        return say(f"notebook_{key}", language)

    cells = [
        _text(f"# {words('title')}\n\n{words('about')}"),
        _code(
            f'campaign: str = ".."  # {words("campaign")}\n'
            f'as_of: str = ""  # {words("as_of")}',
            tags=["parameters"],
        ),
        _code("import dophu"),
        _code("week = dophu.load(campaign, as_of)\nweek"),
        _text(f"## {words('counts')}"),
        _code("dophu.show(dophu.gaps(week), week)"),
        _text(f"## {words('chart')}"),
        _code('dophu.chart("ranked", week)'),
    ]
    for number, cell in enumerate(cells):
        # Fixed ids: those that nbformat gives are drawn by chance.
        cell["id"] = str(number)
    name, shown = "python3", "Python 3 (ipykernel)"
    kernel = {"display_name": shown, "language": "python", "name": name}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    book = {
        "cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source: str, tags: list[str] | None = None) -> dict[str, Any]:
    metadata = {"tags": tags} if tags else {}
    return {
        "cell_type": "code", "execution_count": None, "metadata": metadata,
        "outputs": [], "source": source,
    }  # fmt: skip
