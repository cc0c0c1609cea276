"""Charts for briefings: one function a figure, a tidy table in, a chart out."""

from dophu.charts.burndown import draw_burndown
from dophu.charts.card import draw_card
from dophu.charts.dumbbell import draw_dumbbell
from dophu.charts.heat import draw_heat
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.digest import digest_figure
from dophu.charts.kit.export import write_charts
from dophu.charts.kit.frame import SLIDE, WORD, Size
from dophu.charts.organ import draw_organ
from dophu.charts.placed import draw_map, draw_tiles
from dophu.charts.ranked import draw_ranked
from dophu.charts.reach import draw_reach
from dophu.charts.reasons import draw_reasons
from dophu.charts.smalls import draw_smalls
from dophu.charts.waterfall import draw_waterfall

__all__ = [
    "SLIDE",
    "WORD",
    "Chart",
    "Size",
    "digest_figure",
    "draw_burndown",
    "draw_card",
    "draw_dumbbell",
    "draw_heat",
    "draw_map",
    "draw_organ",
    "draw_ranked",
    "draw_reach",
    "draw_reasons",
    "draw_smalls",
    "draw_tiles",
    "draw_waterfall",
    "write_charts",
]
