"""What kernels import and read before the first cell asks for it."""

from __future__ import annotations

import sys
from contextlib import suppress

BASE = ("pandas", "duckdb", "narwhals.stable.v2", "dophu.notebook")
"""What every notebook imports, the first too."""

WARM = (
    *BASE,
    "dophu.charts",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
)
"""What a kernel that waits for the first notebook imports in the meantime: half of
what a notebook takes, and the second core is idle then."""

SHARED = (
    "narwhals._duckdb.dataframe",
    "narwhals._duckdb.namespace",
    "narwhals._pandas_like.dataframe",
    "dophu.table_view",
    "dophu.documents.xlsx.returns",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
)
"""What cells of more than one notebook import later on: a process that forks a run's
kernels imports it once."""

KEPT = (
    *WARM,
    *SHARED,
    "dophu.drawing",
    "dophu.documents.xlsx.same_child",
    "dophu.findings.progress",
    "dophu.findings.plan",
    "dophu.findings.quality",
    "dophu.findings.visits",
    "dophu.tables.outreach",
    "dophu.tables.session_plan",
    "IPython.core.completerlib",
    "holidays",
    "holidays.countries.vietnam",
    "pandas.core.reshape.reshape",
    "scipy.optimize",
    "sqlite3",
)
"""What cells of the kit's notebooks import later on: 1 to 2 s of CPU a week, which a
process that many weeks fork their kernels from pays once."""


def read_ahead() -> None:
    """Read what every kernel reads of the kit itself: its words, and its own source.

    Half a tenth of a second a kernel; a process that forks them reads it once. A file
    that cannot be read is left to the cell that needs it, which will say so. Where
    charts are imported by then, as for many weeks, their letters are shaped too.
    """
    from dophu.catalogue import columns, indicators, issues, sentences
    from dophu.snapshots import keys
    from dophu.tables import kept

    with suppress(OSError, ValueError, KeyError):
        for words in sentences.SENTENCES, sentences.NOUNS, sentences.REASONS:
            len(words)  # which reads all files of it
        issues.catalogue()
        columns.frames()
        indicators.indicators()
        keys.kit_fingerprint()
        keys.source_fingerprint((kept.LAYER,))
        if (letters := sys.modules.get("dophu.charts.kit.svg_letters")) is not None:
            letters.learn_letters()
