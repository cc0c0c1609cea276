"""Notebooks executed in this process, in place of kernels: the rest is the kit's own.

A kernel is a process with its own calls, which costs a second; here a cell's calls
are counted with those of the run, in the same order every time. What is replaced is
papermill's execution alone: notebooks are read, cleaned, written, and failures told
by the code that always does.
"""

from __future__ import annotations

import io
from threading import Lock
from typing import Any

import papermill
from nbformat.v4 import new_code_cell, new_output

_one_by_one = Lock()


class NoKernels:
    """Stands for kernels where none is needed."""

    def __enter__(self) -> NoKernels:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def start(self, warm: bool = False) -> None:
        """Start nothing."""

    def stop(self, kernel: None = None) -> None:
        """Stop nothing."""

    stop_all = stop


class WorkerHere:
    """A pool of the region's workers that runs one unit after the other, here."""

    def __init__(self, _size: int) -> None:
        pass

    def __enter__(self) -> WorkerHere:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def run(self, requests: list[dict[str, Any]], done: Any) -> list[dict[str, Any]]:
        """Answer as a worker does, over texts in place of pipes."""
        import json

        from dophu.region.worker import serve

        answers = []
        for number, request in enumerate(requests):
            written = io.StringIO()
            serve(io.StringIO(json.dumps(request) + "\n"), written)
            answers.append(json.loads(written.getvalue()))
            done(number, answers[-1], number + 1)
        return answers


def execute_here(
    notebook: Any, _out: None, parameters: dict[str, str], **more: Any
) -> Any:
    """Execute a notebook's cells; answer, or fail, as papermill does."""
    from dophu.runs.kernel import describe

    job = more["job"]
    job.reached = notebook
    more["turn"]()
    given = new_code_cell(
        "\n".join(f"{name} = {value!r}" for name, value in parameters.items()),
        metadata={"tags": ["injected-parameters"]},
    )
    tagged = [
        at
        for at, cell in enumerate(notebook.cells)
        if "parameters" in cell.metadata.get("tags", ())
    ]
    notebook.cells.insert(tagged[0] + 1, given)
    names: dict[str, Any] = {"__name__": "__main__", "display": lambda *_shown: None}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with _one_by_one:
        for number, cell in enumerate(code, start=1):
            job.cell = number - (number > 1)
            try:
                exec(cell.source, names)
            except Exception as error:
                reported = describe(error, type(error))
                kind = type(error).__name__
                cell.outputs = [new_output("error", ename=kind, evalue=reported)]
                raise papermill.PapermillExecutionError(
                    number, number, cell.source, kind, reported, []
                ) from None
            cell.execution_count = number
    notebook.metadata["papermill"] = {"exception": None, "end_time": "now"}
    return notebook


def install() -> None:
    """Have runs of this process execute notebooks here, until it ends."""
    import dophu.region.edition
    import dophu.region.running
    import dophu.runs.execute
    import dophu.runs.kernels

    dophu.runs.execute.papermill.execute_notebook = execute_here
    dophu.runs.kernels.Kernels = NoKernels
    dophu.region.edition.Kernels = NoKernels
    dophu.region.running.Pool = WorkerHere
