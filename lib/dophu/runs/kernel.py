"""The kernel of a weekly run: IPython's, but an error tells its place, not its text.

Run as a script by ``kernels``, or forked by ``fork_server``; it is never imported by
the runner. The text of an
exception or a warning may hold a child's data, and what a kernel reports is kept
in notebooks: so only the type, the place, and for the kit's own errors their
issues leave this process.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any

PACKAGE = Path(__file__).parents[1]


def describe(error: BaseException | None, kind: type[BaseException]) -> str:
    """Report an error's type, place and the kit's issues as JSON, without its text."""
    from dophu.faults import missing_library

    issues = getattr(error, "issues", ())
    library = missing_library(error) if error else ""
    return json.dumps(
        {
            "type": kind.__name__,
            "place": find_place(error),
            "library": library,
            "issues": [vars(i) for i in issues if hasattr(i, "code")],
        },
        ensure_ascii=False,
        default=str,
    )


def find_place(error: BaseException | None) -> str:
    """Name the innermost line of the kit, else of the cell, where an error arose.

    Examples
    --------
    >>> find_place(None)
    ''
    """
    if isinstance(error, SyntaxError) and error.lineno:
        return f"cell:{error.lineno}"
    place = ""
    step: TracebackType | None = getattr(error, "__traceback__", None)
    while step is not None:
        module = step.tb_frame.f_globals.get("__name__", "")
        if module.startswith("dophu."):
            place = f"{module}:{step.tb_lineno}"
        elif module == "__main__" and not place.startswith("dophu."):
            place = f"cell:{step.tb_lineno}"
        step = step.tb_next
    return place


def hide_texts(shell: Any) -> None:
    """Make a shell report errors and warnings without what they say."""
    send = shell._showtraceback

    def report(kind: type[BaseException], error: Any, _traceback: list[str]) -> None:
        reported = describe(error, kind)
        send(kind, reported, [f"{kind.__name__} {find_place(error)}".strip()])

    shell._showtraceback = report
    # Not the text, nor the path and the line of source that Python adds.
    warnings.formatwarning = lambda _message, category, filename, lineno, _line=None: (
        f"{category.__name__}: {Path(filename).name}:{lineno}\n"
    )


def preload(modules: str) -> None:
    """Import modules before the first cell asks for them, while others work."""
    for name in filter(None, modules.split(",")):
        try:
            importlib.import_module(name)
        except Exception:  # the cell that needs the module will say so
            continue


SHELL = (
    "ipykernel.kernelapp",
    "IPython.core.completerlib",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
)
"""What a kernel imports when it starts, whatever its cells import."""


def leave_out_debugger() -> None:
    """Have ipykernel do without the debugger, which no run of a notebook asks for.

    Its import is half of a kernel's start. A cell that imports it has it still.
    """
    name = "debugpy"
    if name in sys.modules:
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        preload("ipykernel.debugger")
    finally:
        del sys.modules[name]


def start(arguments: list[str], warm: str = "") -> None:
    """Start a kernel with ipykernel's own arguments; returns when it is shut down."""
    leave_out_debugger()
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize(arguments)
    hide_texts(app.shell)
    preload(warm)
    app.start()


if __name__ == "__main__":
    # The folder of a script comes first on the path: its modules would stand before
    # others of the same name. The kit is the one this file belongs to.
    del sys.path[0]
    if str(PACKAGE.parent) not in sys.path:
        sys.path.append(str(PACKAGE.parent))
    start(sys.argv[2:], warm=sys.argv[1])
