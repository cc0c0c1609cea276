"""Import this before papermill, nbconvert or nbval: it makes their import short.

nbformat imports jsonschema, which looks for packages that check formats: rfc3987's
builds some 35 parsers at import, 0.9 s of the 1.3 s that papermill's import takes
(jsonschema#1428). No schema of Jupyter uses these formats, and without a package
jsonschema leaves its check out. nbconvert imports Beautiful Soup and this its CSS
selectors, papermill imports requests for notebooks that lie on the web: they are loaded
by who uses them. Also a plugin of pytest: ``pytest -p dophu.runs.lean --nbval``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

FORMATS = (
    "fqdn", "isoduration", "rfc3339_validator", "rfc3986_validator", "rfc3987_syntax",
    "uri_template", "webcolors",
)  # fmt: skip
"""Packages that jsonschema alone looks for, each to check a format."""

LATE = "requests", "soupsieve"
"""Packages that are imported by who may never use them."""

for _name in FORMATS:
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]


ABOUT = re.compile(r"__(?!path__|all__|version__)\w+__")
"""What is asked of every module by who looks for one (``inspect.getmodule``)."""


class Late(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        """Load the module and give what is asked for from it."""
        if ABOUT.fullmatch(name):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


for _name in LATE:
    sys.modules.setdefault(_name, Late(_name))


@contextmanager
def without(name: str) -> Iterator[None]:
    """Have what is imported in a block find no package of a name, as if it were absent.

    For packages that are looked for to serve what no run asks for. One that is loaded
    already is found.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
