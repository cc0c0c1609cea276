"""Drawing a chart against the bare ``savefig`` of the figure that comes of it.

Of the sample's week, each chart as a picture for Word: from its tables to PNG,
beside saving a figure that is already drawn. Then all files of all charts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.timing import compare, say_ratio, seconds

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).parents[1]
AS_OF = "2024-07-18"
ROUNDS = 5
ASKED = 2.5


def main() -> None:
    """Time each chart and all files, and print the ratios."""
    import matplotlib

    import dophu
    from dophu import charts
    from dophu.charts.kit.chart import PRINT_DPI
    from dophu.charts.kit.paper import SETTINGS
    from dophu.charts.kit.pixels import COMPRESSION
    from dophu.notebook import CHARTS

    week = dophu.load(ROOT / "data" / "sample", AS_OF)
    about = dophu.about(week)
    wanted = {table for tables in CHARTS.values() for table in tables.values()}
    made: dict[Callable[..., pd.DataFrame], Any] = {t: t(week) for t in wanted}

    def save(figure: Any) -> None:
        with matplotlib.rc_context(SETTINGS):
            how = {"compress_level": COMPRESSION}
            figure.savefig(BytesIO(), format="png", dpi=PRINT_DPI, pil_kwargs=how)

    ratios = {}
    for name, tables in CHARTS.items():
        draw = partial(
            getattr(charts, f"draw_{name}"),
            about=about,
            **{key: made[table] for key, table in tables.items()},
        )
        drawn = draw().figure()
        works = {
            f"{name}, drawn and saved": lambda draw=draw: draw().png(),
            f"{name}, saved": lambda drawn=drawn: save(drawn),
        }
        whole, bare = compare(works, ROUNDS).values()
        ratios[name] = whole / bare
    worst = max(ratios, key=lambda name: ratios[name])
    say_ratio(f"drawing against savefig, worst ({worst})", ratios[worst], ASKED)
    pictures = dophu.draw_charts(week)
    with tempfile.TemporaryDirectory() as folder:
        took = seconds(lambda: charts.write_charts(pictures, folder))
    print(f"  all files of {len(pictures)} charts: {took:.1f} s")
