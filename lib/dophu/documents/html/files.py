"""Links from the page to the other files of its edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from urllib.parse import quote

from dophu.catalogue.about import About
from dophu.catalogue.columns import frames

DOCUMENTS = ("briefing.docx", "briefing.pptx", "tables.xlsx", "details.xlsx")
FOLDERS = ("tables", "charts", "notebooks")
LISTS = "lists"
"""The folder with children's data."""

Link = dict[str, str]
"""``href``, the file's ``name``, and what it ``means``, which may be empty."""


def link_to(path: str, about: About) -> Link:
    """Link a file of the edition by its path in the folder."""
    folder, _, name = path.rpartition("/")
    known = frames().get(Path(name).stem) if folder == "tables" else None
    means = known["row"][about.language] if known else ""
    return {"href": quote(path), "name": name, "means": means}


def link_files(
    folder: Path, about: About, page: str, elsewhere: Collection[str]
) -> list[tuple[str, list[Link]]]:
    """Link by kind all files but the page itself and those linked ``elsewhere``.

    ``run.json`` is linked too; it is written after the page.
    """
    paths = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != page
    )
    parts: dict[str, list[Link]] = {}
    for path in (p for p in paths if p not in elsewhere):
        top = path.split("/")[0]
        if top == LISTS:
            continue
        kind = top if top in FOLDERS else "other"
        kind = "documents" if path in DOCUMENTS else kind
        parts.setdefault(kind, []).append(link_to(path, about))
    record = {**link_to("run.json", about), "means": about.heading("record_means")}
    parts["record"] = [record]
    parts[LISTS] = _link_lists(paths, about)
    order = ("documents", LISTS, *FOLDERS, "other", "record")
    found = [kind for kind in order if parts.get(kind)]
    return [(about.heading(f"files_{kind}"), parts[kind]) for kind in found]


def _link_lists(paths: list[str], about: About) -> list[Link]:
    """Link the folders of lists, and the lists that stand in none.

    Not each list: there is one a hamlet, and the folder shows them all.
    """
    inside = [path.split("/")[1:] for path in paths if path.startswith(f"{LISTS}/")]
    folders = Counter(parts[0] for parts in inside if len(parts) > 1)
    links = []
    for name, number in folders.items():
        key, count = f"lists_{name}", about.count(number)
        means = about.heading(key, n=count) if about.has(key) else count
        link = link_to(f"{LISTS}/{name}/", about)
        links.append({**link, "name": name, "means": means})
    for parts in inside:
        if len(parts) == 1:
            key = f"lists_{Path(parts[0]).stem}"
            means = about.heading(key) if about.has(key) else ""
            links.append({**link_to(f"{LISTS}/{parts[0]}", about), "means": means})
    return links
