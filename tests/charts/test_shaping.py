"""A line is measured by its own glyphs as matplotlib measures it, to the last digit."""

from __future__ import annotations

import random
import re
from importlib import resources

import pytest
from matplotlib.font_manager import get_font
from matplotlib.textpath import text_to_path

from dophu.charts.kit.fonts import FILES
from dophu.charts.kit.shaping import _ask, _shape_publicly, shape

ODD = (
    "lp", "–", "a – b", '" "', "' '", "– –", "AV To Ty", '"Mẫu"', "10–13", "fi ffi",
    "e\u0301\u0302", "x\u0302 y", "e\u0301\u0302x", "x\u200b", "x\u00a0", "a ", " a",
    "x\u00ad", "“Tổ 1”", "…", "(1)", "1.472 trẻ", "ĐẬU ƯỚC", "x\ufe0f", "_", "·",
)  # fmt: skip
OF_ANOTHER_TYPEFACE = "✓", "✓ 5", "5 中文 a"


def words() -> list[str]:
    text = (resources.files("dophu.catalogue") / "sentences.toml").read_text("utf-8")
    return sorted(set(re.findall(r"[^\s\"=\[\]{}]+", text)))


@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("bold", [False, True])
def test_a_line_reaches_as_far_as_matplotlib_says_and_has_its_glyphs(bold):
    choose, known = random.Random(1), words()
    lines = [
        " ".join(choose.choices(known, k=choose.randint(1, 6))) for _ in range(150)
    ]
    for line in (*ODD, *lines, *OF_ANOTHER_TYPEFACE):
        shaped = shape(line, bold)
        assert shaped[1:] == _ask(line, bold), line
        face = get_font(str(FILES[bold]))
        face.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
        glyphs, _, _ = text_to_path.get_glyphs_with_font(face, line)
        assert [*shaped.glyphs] == [one[:3] for one in glyphs], line
        assert shaped == _shape_publicly(face, line, bold), line
