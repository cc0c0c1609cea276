"""One normal form of a stored notebook, so that two runs give the same file."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode

KEPT = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Drop what differs from run to run: ids, times, versions, widget views."""
    notebook.metadata = NotebookNode(KEPT)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = str(number)
        tags = cell.metadata.get("tags")
        cell.metadata = NotebookNode({"tags": tags} if tags else {})
        for output in cell.get("outputs", ()):
            # A stored view without its state is an empty box; the text stays.
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    return notebook


def without_pictures(notebook: NotebookNode) -> NotebookNode:
    """Drop pictures, which are never compared: the digest beside them is."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.get("data", {}).pop("image/png", None):
                output["metadata"] = {}
    return notebook


def to_text(notebook: NotebookNode) -> str:
    """Write a notebook as it is stored."""
    return nbformat.writes(normalise(notebook), indent=1) + "\n"
