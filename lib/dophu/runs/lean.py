"""Import this before papermill, nbconvert or nbval: it makes their import short.

nbformat imports jsonschema, which builds some 35 parsers of RFC 3987 at import,
0.9 s of the 1.3 s that papermill's import takes (jsonschema#1428). They check a
format that no schema of Jupyter uses; without the package jsonschema leaves that
check out. Also a plugin of pytest: ``pytest -p dophu.runs.lean --nbval``.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
