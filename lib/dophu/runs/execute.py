"""One notebook, executed by papermill, believed only after a look at every cell."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.manager import KernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.reader.plain_files import read_plain
from dophu.runs.job import Job
from dophu.runs.kernels import Kernels

ENGINE = "dophu"

INJECTED = "injected-parameters"
"""Papermill's tag of the cell that it puts in."""

STARTING = 60
"""Seconds a kernel may take to answer; a cold disk under an antivirus is slow."""

_silent = logging.getLogger("dophu.runs.papermill")
_silent.disabled = True
# What they log of a failure has the cell's code and the error's text in it.
for _name in ("papermill", "asyncio", "traitlets"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class _Client(PapermillNotebookClient):
    """Remembers which cell is being executed, for when its kernel dies."""

    job: Job

    def execute_cell(self, cell: NotebookNode, cell_index: int, **more: Any) -> Any:
        before = self.nb.cells[: cell_index + 1]
        # Counted as in the notebook itself, where no cell was put in.
        own = [c for c in before if INJECTED not in c.metadata.get("tags", ())]
        self.job.cell = sum(c.cell_type == "code" for c in own)
        return super().execute_cell(cell, cell_index, **more)


class _Engine(NBClientEngine):
    """Executes on a kernel that is started already; one more if it does not answer."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        job: Job,
        kernels: Kernels,
        kernel: KernelManager,
        turn: Callable[[], None],
        **_papermill: Any,
    ) -> None:
        job.reached = nb_man.nb
        client = cls._connect(nb_man, job, kernel)
        if client is None:
            kernels.stop(kernel)
            kernel = kernels.start()
            client = cls._connect(nb_man, job, kernel)
        if client is None or client.kc is None:
            raise DeadKernelError("no kernel")
        try:
            turn()
            client.execute()
        finally:
            client.kc.stop_channels()
            kernels.stop(kernel)

    @classmethod
    def _connect(cls, nb_man: Any, job: Job, kernel: KernelManager) -> _Client | None:
        client = _Client(
            nb_man, km=kernel, kernel_name="python3", timeout=int(job.timeout),
            startup_timeout=STARTING, log=_silent, record_timing=False,
            store_widget_state=False,
        )  # fmt: skip
        client.job = job
        try:
            client.start_new_kernel_client()
        except RuntimeError:  # died before it answered, or did not answer in time
            return None
        return client


papermill_engines.register(ENGINE, _Engine)


def check_parameters(notebook: Path, parameters: dict[str, str]) -> list[Issue]:
    """Check that a notebook declares every parameter it is to be given."""
    known = papermill.inspect_notebook(read_notebook(notebook))
    expected = phrase("a_notebook_parameter", names=", ".join(known) or "–")
    return [
        Issue("CH-08", notebook.name, details={"name": name, "expected": expected})
        for name in parameters
        if name not in known
    ]


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook as one for this Python, whatever kernel it was saved with.

    Papermill is given what was read, not the path: it takes braces in a path for
    fields of its own.

    Raises
    ------
    DophuError
        CH-13 if the file is no notebook.
    """
    try:
        notebook = nbformat.reads(read_plain(path).decode("utf-8"), as_version=4)
    except Exception:  # nbformat lets through what JSON, decoding and schemas raise
        raise DophuError(Issue("CH-13", path.name)) from None
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    return notebook


def run_notebook(
    job: Job, kernels: Kernels, kernel: KernelManager, turn: Callable[[], None]
) -> None:
    """Execute a notebook; its target is there whole and successful, or not at all.

    ``turn`` is called when the kernel answers and returns when the first cell may
    be executed.

    Raises
    ------
    DophuError
        CH-02: an error in a cell, a kernel that died or would not start, a cell
        over its time, or an end before the last cell (``sys.exit(0)``, which
        papermill itself takes for success).
    """
    source = read_notebook(job.source)
    try:
        # Nothing is written by papermill: a traceback never reaches the disk.
        done = papermill.execute_notebook(
            source, None, parameters=job.parameters, engine_name=ENGINE,
            kernel_name="python3", language="python", progress_bar=False,
            request_save_on_cell_execute=False, job=job, kernels=kernels,
            kernel=kernel, turn=turn,
        )  # fmt: skip
    except papermill.PapermillExecutionError:
        raise failure(job, _reported(job.reached)) from None
    except CellTimeoutError:
        what = phrase("took_too_long", seconds=int(job.timeout))
        raise failure(job, what=what) from None
    except (DeadKernelError, RuntimeError, OSError):
        raise died(job) from None
    if not finished(done):
        raise failure(job, what=phrase("stopped_early"))
    part = job.target.with_name(f"{job.target.stem}.part.ipynb")
    part.parent.mkdir(parents=True, exist_ok=True)
    kept = clean_notebook(done, job)
    part.write_text(kept, encoding="utf-8", newline="\n")
    part.replace(job.target)


def died(job: Job) -> DophuError:
    """Make the error of a notebook whose kernel died, or never started."""
    if find_spec("ipykernel") is None:
        return failure(job, {"library": "ipykernel"})
    return failure(job, what=phrase("kernel_died"))


def finished(notebook: NotebookNode) -> bool:
    """Test whether every cell with code was executed, without an error."""
    about = notebook.metadata.get("papermill", {})
    cells = [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]
    return (
        not about.get("exception")
        and bool(about.get("end_time"))
        and all(cell.execution_count is not None for cell in cells)
        and not any(o.output_type == "error" for c in cells for o in c.outputs)
    )


def _reported(notebook: NotebookNode | None) -> dict[str, Any]:
    """Give what the kernel told of its error (see ``kernel.describe``)."""
    for cell in notebook.cells if notebook else ():
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                try:
                    return json.loads(output.evalue)
                except ValueError:  # a kernel that died while it told
                    return {"type": output.ename}
    return {}


def failure(
    job: Job,
    reported: dict[str, Any] | None = None,
    what: dict[str, str] | None = None,
) -> DophuError:
    """Make the error of a notebook that failed, from what may be said of it."""
    issues = [Issue(**entry) for entry in (reported or {}).get("issues", ())]
    if issues:
        what = phrase("as_said_above")
    elif what is None and (library := (reported or {}).get("library")):
        what = phrase("a_library_missing", library=library)
    elif what is None:
        kind, place = (
            (reported or {}).get("type", "Error"),
            (reported or {}).get("place", ""),
        )
        module, _, line = place.partition(":")
        key = "an_error_in_cell" if module == "cell" else "a_failure"
        what = phrase(key, name=kind, where=place or "?", line=line)
    words = " ".join(f'-r {n} "{v}"' for n, v in job.parameters.items() if n != "out")
    details = {
        "notebook": job.source.name,
        "cell": job.cell,
        "what": what,
        "command": f'papermill "{job.source}" xem.ipynb {words}',
    }
    return DophuError([*issues, Issue("CH-02", details=details)])


def clean_notebook(notebook: NotebookNode, job: Job) -> str:
    """Write an executed notebook without times, random ids, paths and users' names.

    Two runs of the same give the same text. The cell of parameters is written
    anew: papermill's has the folders of this machine, and Vietnamese as escapes.
    """
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell.id = str(number)
        _join_streams(cell.get("outputs", []))
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", ()):
            lines = (
                f"{name} = {json.dumps(value, ensure_ascii=False)}"
                for name, value in job.shown.items()
            )
            cell.source = "\n".join(["# Parameters", *lines])
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
    text = nbformat.writes(notebook) + "\n"
    for path, name in job.names.items():
        # As the path stands in a text of JSON, and in a text within such a text.
        once = json.dumps(path, ensure_ascii=False)[1:-1]
        twice = json.dumps(once, ensure_ascii=False)[1:-1]
        for written in dict.fromkeys((twice, once)):
            text = replace_path(text, written, name)
    return text


def _join_streams(outputs: list[NotebookNode]) -> None:
    """Put together what a cell printed: a kernel sends it in parts, by the clock."""
    for at in reversed(range(1, len(outputs))):
        before, one = outputs[at - 1], outputs[at]
        kinds = {(o.output_type, o.get("name")) for o in (before, one)}
        if len(kinds) == 1 and one.output_type == "stream":
            before.text += one.text
            del outputs[at]


def replace_path(text: str, path: str, name: str) -> str:
    """Write a name for a path where it stands whole, not where letters only look so.

    A picture is letters with slashes in them, and a home may be ``/`` or ``/a``.

    Examples
    --------
    >>> replace_path("'/a/x.csv' /ab/ file:///a iVBO/a/w0K", "/a", "~")
    "'~/x.csv' /ab/ file://~ iVBO/a/w0K"
    >>> replace_path("'/x.csv'", "/", "~")
    "'/x.csv'"
    """
    if not path.strip("/"):
        return text
    letters = re.escape(path)
    # What stands before is looked at behind the path: a search that begins with its
    # letters takes a twentieth of the time in notebooks, which are pictures mostly.
    before = rf"(?:(?<=file://{letters})|(?<![\w/+=.~-]{letters}))"
    return re.sub(rf"{letters}{before}(?![\w+=-])", lambda _: name, text)
