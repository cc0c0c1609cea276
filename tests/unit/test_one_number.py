"""Equal things are equal to the digit in what the sample's notebooks print and draw."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
NUMBER = r"([\d.]*\d(?:,\d+)?)"
SENTENCES = {
    "hold most": (rf"{NUMBER}(?: trong \d+)? địa bàn (?:chiếm|giữ) {NUMBER}% số trẻ",),
    "left at the deadline": (
        rf"còn khoảng {NUMBER}",
        rf"khoảng {NUMBER} nếu giữ tiến độ",
    ),
    "needed a day": (rf"[Cc]ần {NUMBER} (?:trẻ )?mỗi ngày",),
}
"""What is named, and the sentences that name it by a number."""


def printed() -> list[str]:
    """Give what the notebooks' cells came to, titles and alternative texts too."""
    texts = []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            texts.append(json.dumps(cell.get("outputs", []), ensure_ascii=False))
    return texts


def numbers(texts: list[str]) -> dict[str, list[tuple[str, ...]]]:
    """Give the numbers by which each thing is named, once for each time."""
    found = defaultdict(list)
    for text in texts:
        for name, patterns in SENTENCES.items():
            for pattern in patterns:
                found[name] += [match.groups() for match in re.finditer(pattern, text)]
    return found


def test_no_two_sentences_name_the_same_thing_by_two_numbers():
    found = numbers(printed())
    assert len(found["hold most"]) > 1 and len(found["left at the deadline"]) > 1
    assert {name: len(set(stated)) for name, stated in found.items() if stated} == (
        dict.fromkeys((name for name, stated in found.items() if stated), 1)
    )


def test_a_planted_difference_is_found():
    planted = [*printed(), "8 trong 17 địa bàn chiếm 63% số trẻ", "còn khoảng 660"]
    found = numbers(planted)
    assert len(set(found["hold most"])) == len(set(found["left at the deadline"])) == 2
