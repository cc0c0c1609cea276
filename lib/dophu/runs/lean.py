"""Import this before papermill, nbconvert or nbval: it makes their import short.

nbformat imports jsonschema, which builds some 35 parsers of RFC 3987 at import,
0.9 s of the 1.3 s that papermill's import takes (jsonschema#1428). They check a
format that no schema of Jupyter uses; without the package jsonschema leaves that
check out. nbconvert imports Beautiful Soup and this its CSS selectors, a quarter of
a second of regular expressions: they are loaded by who selects something. Also a
plugin of pytest: ``pytest -p dophu.runs.lean --nbval``.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


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


sys.modules.setdefault("soupsieve", Late("soupsieve"))
